import type { DetectorOffer, Model, StoreDetectorId } from '../../../../electron/contract/models.ts'

/** A catalogue key below `model.estimate` with its number. */
export interface Estimate {
  readonly key: 'unknown' | 'moment' | 'seconds' | 'minutes' | 'hours'
  readonly count: number
}

const MOMENT_S = 8
const MINUTE_S = 60
const HOUR_S = 3600

/** How long a fit takes in a person's words: coarser the longer it is; honest where nothing is known. */
export const estimateOf = (seconds: number | null): Estimate => {
  if (seconds === null) return { key: 'unknown', count: 0 }
  if (seconds < MOMENT_S) return { key: 'moment', count: 0 }
  if (seconds < 55) return { key: 'seconds', count: Math.max(10, Math.round(seconds / 10) * 10) }
  if (seconds < 95 * MINUTE_S) return { key: 'minutes', count: Math.max(1, Math.round(seconds / MINUTE_S)) }
  return { key: 'hours', count: Math.max(2, Math.round(seconds / HOUR_S)) }
}

/** A budget in the unit of the contract; null where a person gave none. */
export const budgetSeconds = (minutes: number | null): number | null =>
  minutes === null ? null : minutes * MINUTE_S

/** The detectors to choose from under Advanced: `auto` has its own button, and the deeper fit its own panel. */
export const choicesOf = (offers: readonly DetectorOffer[]): readonly DetectorOffer[] =>
  offers.filter(({ id }) => id !== 'auto' && id !== 'deeper')

/** What is chosen: the wanted one as long as it can be fitted, else the first that can; none where none can. */
export const chosenOf = (
  choices: readonly DetectorOffer[],
  wanted: StoreDetectorId | null
): DetectorOffer | undefined =>
  choices.find(({ id, canFit }) => id === wanted && canFit) ?? choices.find(({ canFit }) => canFit)

/** The reason that all of several offers share, so that it need not stand at each of them; null where they differ. */
export const sharedReason = (choices: readonly DetectorOffer[]): string | null => {
  const [first] = choices
  return first !== undefined && choices.length > 1 && choices.every(({ why }) => why === first.why)
    ? first.why
    : null
}

/**
 * Versions that wait for a decision, newest first: made by another detector than the one-click fit, newer than the
 * version in force, and not put aside.
 */
export const candidatesOf = (models: readonly Model[], asideIds: readonly string[]): readonly Model[] => {
  const current = models.find(({ isCurrent }) => isCurrent)
  return models
    .filter(
      ({ id, detector, version }) =>
        current !== undefined && version > current.version && detector !== 'auto' && !asideIds.includes(id)
    )
    .sort((one, other) => other.version - one.version)
}
