import type { Gap } from '../../contract/index.ts'

const isSilence = ({ isJoined }: Gap): boolean => isJoined !== true

const endOf = ({ firstFrame, frames }: Gap): number => firstFrame + frames

const inOrder = (gaps: readonly Gap[]): Gap[] => gaps.toSorted((a, b) => a.firstFrame - b.firstFrame)

/** Gaps in order; stretches of silence that touch or overlap become one. */
export const joinGaps = (gaps: readonly Gap[]): Gap[] => {
  const silences: Gap[] = []
  for (const gap of inOrder(gaps.filter(isSilence))) {
    const last = silences.at(-1)
    if (last !== undefined && gap.firstFrame <= endOf(last)) {
      const end = Math.max(endOf(last), endOf(gap))
      silences[silences.length - 1] = { firstFrame: last.firstFrame, frames: end - last.firstFrame }
    } else silences.push(gap)
  }
  return inOrder([...silences, ...gaps.filter(gap => !isSilence(gap))])
}

/** The parts of gaps that lie in a range; a place where sound is joined has no parts. */
export const gapsWithin = (gaps: readonly Gap[], range: Gap): Gap[] =>
  gaps.flatMap(gap => {
    if (!isSilence(gap))
      return gap.firstFrame >= range.firstFrame && gap.firstFrame < endOf(range) ? [gap] : []
    const firstFrame = Math.max(gap.firstFrame, range.firstFrame)
    const frames = Math.min(endOf(gap), endOf(range)) - firstFrame
    return frames > 0 ? [{ firstFrame, frames }] : []
  })

/** Gaps without the parts that lie in a range. */
export const gapsWithout = (gaps: readonly Gap[], range: Gap): Gap[] =>
  gaps.flatMap(gap => {
    if (!isSilence(gap)) return [gap]
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
