import type { Layout } from './types.ts'

/**
 * DCASE 2021: `<machine>/{train,source_test,target_test}/section_00_source_test_normal_0000.wav`. Three sections a
 * machine type; each domain is evaluated by itself, from a result file of its own.
 */
export const domains2021: Layout = {
  id: '2021',
  rule: 'domains',
  isLayoutOf: entries => entries.some(({ folder }) => folder === 'source_test' || folder === 'target_test'),
  place: ({ folder, domain }) => {
    switch (folder) {
      case 'train':
        return { split: 'train', domain }
      case 'source_test':
        return { split: 'test', domain: 'source' }
      case 'target_test':
        return { split: 'test', domain: 'target' }
      case 'test':
      case 'test_rename':
      case 'supplemental':
        return null
    }
  }
}
