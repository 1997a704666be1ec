/** Most recordings that one call changes: below the contract's limit, and short enough to keep others going. */
const MOST = 5000

/** Ids in the order given, in portions for one call each. */
export const portionsOf = (recordingIds: readonly string[], most = MOST): string[][] =>
  Array.from({ length: Math.ceil(recordingIds.length / most) }, (_, index) =>
    recordingIds.slice(index * most, (index + 1) * most)
  )
