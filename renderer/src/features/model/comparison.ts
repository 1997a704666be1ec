import type { Model, Output } from '../../../../electron/contract/index.ts'

export type FlagChange = Output<'models.compare'>['changes'][number]

/** Flags that the other version adds, and those that it takes away; each the clearest first. */
export interface FlagChanges {
  readonly added: readonly FlagChange[]
  readonly removed: readonly FlagChange[]
}

/** Changes from the first version to the other, sorted by how far the flagging score lies above its threshold. */
export const flagChanges = (changes: readonly FlagChange[]): FlagChanges => ({
  added: changes
    .filter(({ otherIsFlagged }) => otherIsFlagged)
    .sort((one, other) => other.otherScore - one.otherScore),
  removed: changes.filter(({ isFlagged }) => isFlagged).sort((one, other) => other.score - one.score)
})

/** Whether scores of two versions may stand on one scale: only those of one detector may. */
export const sharesScale = (one: Pick<Model, 'detector'>, other: Pick<Model, 'detector'>): boolean =>
  one.detector === other.detector
