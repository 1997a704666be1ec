import type { Layout } from './types.ts'

/**
 * DCASE 2022 to 2026: `<machine>/{train,test}/section_00_source_test_normal_0000_<attribute>_<value>.wav`, in
 * evaluation sets `section_00_0000.wav`, attributes also in `<machine>/attributes_00.csv`. 2022 has three sections
 * a machine type, later years one; from 2024 on attributes may be hidden (`noAttribute`), from 2025 on there is
 * `supplemental/`. `test_rename/` is what the organisers' script makes of a test set once its labels are out.
 */
export const sections2022: Layout = {
  id: '2022-2026',
  rule: 'sections',
  isLayoutOf: () => true,
  place: ({ folder, domain }) => {
    switch (folder) {
      case 'train':
      case 'test':
      case 'supplemental':
        return { split: folder, domain }
      case 'test_rename':
        return { split: 'test', domain }
      case 'source_test':
      case 'target_test':
        return null
    }
  }
}
