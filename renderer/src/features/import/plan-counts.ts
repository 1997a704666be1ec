import { LABELS, type Label } from '../../../../electron/contract/common.ts'
import type { PlannedFile } from '../../../../electron/contract/imports.ts'

/** How many files come with each label, in the fixed order of labels, those without any left out. */
export const labelCounts = (files: readonly PlannedFile[]): { label: Label; count: number }[] =>
  LABELS.map(label => ({ label, count: files.filter(file => file.label === label).length })).filter(
    ({ count }) => count > 0
  )
