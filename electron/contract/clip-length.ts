/** Clips are proposed between these lengths, in seconds. */
export const SHORTEST_PROPOSED_S = 1
const MAX_S = 10
/** Lengths this close together are the same recording length, in seconds. */
const TOLERANCE_S = 0.1
/** A length that at least this share of the files has is their common length. */
const COMMON_SHARE = 0.5
/** Without a common length: this share of the files may be too short. */
const SHORT_SHARE = 0.1

/**
 * The clip length (seconds) that recordings propose: their common length, otherwise one that nine of ten reach;
 * between 1 and 10 s, in hundredths rounded down so that a file of exactly that length still gives its clip.
 */
export const proposedClipLength = (durationsS: readonly number[]): number | null => {
  if (durationsS.length === 0) return null
  const capped = durationsS.map(duration => Math.min(duration, MAX_S)).toSorted((a, b) => a - b)
  let best = { count: 0, lengthS: 0 }
  let end = 0
  for (const [start, shortest] of capped.entries()) {
    while (end < capped.length && (capped[end] ?? 0) - shortest <= TOLERANCE_S) end += 1
    if (end - start >= best.count) best = { count: end - start, lengthS: shortest }
  }
  const reached = capped[Math.floor(SHORT_SHARE * capped.length)] ?? SHORTEST_PROPOSED_S
  const lengthS = best.count >= COMMON_SHARE * capped.length ? best.lengthS : reached
  return Math.max(SHORTEST_PROPOSED_S, Math.floor(lengthS * 100 + 1e-6) / 100)
}
