import type { Layout } from './types.ts'

const ID_NAME = /(?:^|_)id_\d{2}_\d{8}\.[^.]+$/i

/**
 * DCASE 2020: `<machine>/{train,test}/{normal,anomaly}_id_00_00000000.wav`, in evaluation sets without the label.
 * Several machine ids a machine type, no domains; AUC and pAUC are given per id.
 */
export const ids2020: Layout = {
  id: '2020',
  rule: 'ids',
  isLayoutOf: entries => entries.every(({ name }) => ID_NAME.test(name)),
  place: ({ folder }) => (folder === 'train' || folder === 'test' ? { split: folder, domain: null } : null)
}
