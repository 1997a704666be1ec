import type { Gap } from '../../contract/index.ts'

const endOf = ({ firstFrame, frames }: Gap): number => firstFrame + frames

/** Gaps in order, those that touch or overlap joined. */
export const joinGaps = (gaps: readonly Gap[]): Gap[] => {
  const joined: Gap[] = []
  for (const gap of gaps.toSorted((a, b) => a.firstFrame - b.firstFrame)) {
    const last = joined.at(-1)
    if (last !== undefined && gap.firstFrame <= endOf(last)) {
      const end = Math.max(endOf(last), endOf(gap))
      joined[joined.length - 1] = { firstFrame: last.firstFrame, frames: end - last.firstFrame }
    } else joined.push(gap)
  }
  return joined
}

/** The parts of gaps that lie in a range. */
export const gapsWithin = (gaps: readonly Gap[], range: Gap): Gap[] =>
  gaps.flatMap(gap => {
    const firstFrame = Math.max(gap.firstFrame, range.firstFrame)
    const frames = Math.min(endOf(gap), endOf(range)) - firstFrame
    return frames > 0 ? [{ firstFrame, frames }] : []
  })

/** Gaps without the parts that lie in a range. */
export const gapsWithout = (gaps: readonly Gap[], range: Gap): Gap[] =>
  gaps.flatMap(gap => {
    const before = {
      firstFrame: gap.firstFrame,
      frames: Math.min(endOf(gap), range.firstFrame) - gap.firstFrame
    }
    const from = Math.max(gap.firstFrame, endOf(range))
    const after = { firstFrame: from, frames: endOf(gap) - from }
    return [before, after].filter(({ frames }) => frames > 0)
  })

/** Frames of all gaps together. */
export const gapFrames = (gaps: readonly Gap[]): number => gaps.reduce((sum, { frames }) => sum + frames, 0)
