import type { Badge, Capture, Take } from '../../contract/index.ts'
import { wallTimeOf } from '../time/zone.ts'
import { gapFrames } from './gaps.ts'

/** How a take was recorded, as it is kept with its recording. */
export const captureOf = (take: Take, isRecovered: boolean): Capture => ({
  device: take.device,
  settings: take.settings,
  sampleRateHz: take.sampleRateHz,
  channels: take.channels,
  preRollFrames: take.preRollFrames,
  series: take.series,
  gaps: take.gaps,
  isRecovered
})

const dropOuts = ({ gaps, sampleRateHz }: Capture, found: Badge | undefined): Badge => {
  const most = (name: 'count' | 'lengthS', recorded: number): number =>
    Math.max(recorded, Number(found?.params[name] ?? 0))
  const joined = gaps.filter(({ isJoined }) => isJoined).length
  return {
    code: 'drop-outs',
    params: {
      // The analysis may have found silence that the driver itself put in besides.
      count: most('count', gaps.length),
      lengthS: most('lengthS', gapFrames(gaps) / sampleRateHz),
      firstS: (gaps[0]?.firstFrame ?? 0) / sampleRateHz,
      ...(joined === 0 ? {} : { joined })
    }
  }
}

/** The badges of an analysis and those that only the recorder knows of. */
export const withCaptureBadges = (badges: readonly Badge[], capture: Capture | undefined): Badge[] => {
  if (capture === undefined) return [...badges]
  const hasGaps = capture.gaps.length > 0
  const found = badges.find(({ code }) => code === 'drop-outs')
  return [
    ...badges.filter(({ code }) => code !== 'recovered' && !(hasGaps && code === 'drop-outs')),
    ...(hasGaps ? [dropOuts(capture, found)] : []),
    ...(capture.isRecovered ? [{ code: 'recovered', params: {} } as const] : [])
  ]
}

/** The name of a take's file: its time on the machine's clocks, as it is read from file names again. */
export const takeFileName = (
  { startedAt, series }: Pick<Take, 'startedAt' | 'series'>,
  timeZone: string
): string => {
  const stamp = wallTimeOf(startedAt, timeZone).replaceAll(/[-:]/g, '').replace('T', '_')
  const place = series === null ? '' : `_${series.number}of${series.of}`
  return `recording_${stamp}${place}.wav`
}
