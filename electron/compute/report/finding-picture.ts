import type { ClipResult } from '../../contract/results.ts'
import { hzText } from '../../contract/sentences.ts'
import type { ClipAudio } from './clip-audio.ts'
import { spectrogramPng } from './spectrogram-png.ts'
import { at, box, label, line, niceTicks, picture } from './svg.ts'
import { COLOURS } from './theme.ts'

const LEFT = 30
const BANDS_WIDTH = 34
const BANDS_GAP = 5
const WAVE = { top: 1, height: 28 } as const
const LANE = { top: 33, height: 30 } as const
const SPECTRUM = { top: 70, height: 70 } as const
const HEIGHT = 161

/** A whole number with a true minus sign. */
const minus = (value: number): string => value.toFixed(0).replace('-', '\u2212')

interface Frame {
  readonly plotWidth: number
  readonly x: (seconds: number) => number
}

/** Min-max waveform, one bar every half point, scaled to its own peak, which the axis names. */
const waveform = ({ samples }: ClipAudio, { plotWidth }: Frame): string => {
  const columns = Math.max(1, Math.round(plotWidth * 2))
  const peak = samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0)
  const middle = WAVE.top + WAVE.height / 2
  const scale = peak === 0 ? 0 : WAVE.height / 2 / peak
  const parts: string[] = []
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * samples.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples.length) / columns))
    let low = Infinity
    let high = -Infinity
    for (const sample of samples.subarray(from, to)) {
      low = Math.min(low, sample)
      high = Math.max(high, sample)
    }
    if (high < low) continue
    parts.push(`M${at(LEFT + column / 2)} ${at(middle - high * scale)}V${at(middle - low * scale + 0.2)}`)
  }
  const peakDb = peak === 0 ? 'silent' : `${minus(20 * Math.log10(peak))} dB`
  return (
    `<path d="${parts.join('')}" stroke="${COLOURS.wave}" stroke-width="0.5" fill="none"/>` +
    label(LEFT - 4, WAVE.top + 6, peakDb, { anchor: 'end' }) +
    label(LEFT - 4, middle + 2.3, 'wave', { anchor: 'end' })
  )
}

const area = (points: readonly (readonly [number, number])[], base: number, fill: string): string => {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return ''
  const path = points.map(([x, y]) => `L${at(x)} ${at(y)}`).join('')
  return `<path d="M${at(first[0])} ${at(base)}${path}L${at(last[0])} ${at(base)}z" fill="${fill}"/>`
}

/** The score lane: area in grey, above its threshold in red, the threshold as a line with its value. */
const lane = (result: ClipResult, { plotWidth, x }: Frame): string => {
  const { startS, stepS, windowS, values, threshold } = result.lane
  const bottom = LANE.top + LANE.height
  const low = values.reduce((a, b) => Math.min(a, b), Math.min(0, threshold))
  const high = values.reduce((a, b) => Math.max(a, b), threshold) || 1
  const y = (value: number): number => bottom - ((value - low) / ((high - low) * 1.08 || 1)) * LANE.height
  const points = values.map(
    (value, index): readonly [number, number] => [x(startS + index * stepS + windowS / 2), y(value)] as const
  )
  const lineY = y(threshold)
  const clipId = `lane-${result.clipId}`
  return (
    `<clipPath id="${clipId}">${box(LEFT, LANE.top - 1, plotWidth, lineY - LANE.top + 1, '#000')}</clipPath>` +
    area(points, bottom, COLOURS.faint) +
    `<g clip-path="url(#${clipId})">${area(points, bottom, COLOURS.alarmFill)}</g>` +
    `<path d="M${points.map(([px, py]) => `${at(px)} ${at(py)}`).join('L')}" fill="none" stroke="${COLOURS.wave}" stroke-width="0.7"/>` +
    line(LEFT, bottom, LEFT + plotWidth, bottom) +
    line(LEFT, lineY, LEFT + plotWidth, lineY, { colour: COLOURS.alarm, width: 0.7, dash: '3 2' }) +
    label(LEFT - 4, LANE.top + 5.5, high.toFixed(1), { anchor: 'end' }) +
    (lineY - LANE.top > 9
      ? label(LEFT - 4, lineY + 2.3, threshold.toFixed(1), { anchor: 'end', colour: COLOURS.alarm })
      : '') +
    (bottom - lineY > 10 ? label(LEFT - 4, bottom - 2, 'lane', { anchor: 'end' }) : '')
  )
}

/** Spectrogram with its Hz axis, and what each 125-Hz band contributed as bars at its right. */
const spectrum = (audio: ClipAudio, result: ClipResult, { plotWidth }: Frame): string => {
  const { dataUrl, topHz, minDb, maxDb } = spectrogramPng(audio.samples, audio.sampleRateHz)
  const bottom = SPECTRUM.top + SPECTRUM.height
  const y = (hz: number): number => bottom - (hz / topHz) * SPECTRUM.height
  const bandsX = LEFT + plotWidth + BANDS_GAP
  const largest = result.bands.reduce((a, b) => Math.max(a, b), 0)
  const bars = result.bands.map((share, band) => {
    const [low, high] = [band * 125, (band + 1) * 125]
    if (largest === 0 || low >= topHz) return ''
    const width = (share / largest) * (BANDS_WIDTH - 2)
    return box(
      bandsX,
      y(Math.min(high, topHz)),
      width,
      y(low) - y(Math.min(high, topHz)) - 0.15,
      COLOURS.alarm
    )
  })
  const ticks = niceTicks(0, topHz, 4)
  return (
    `<image x="${LEFT}" y="${SPECTRUM.top}" width="${at(plotWidth)}" height="${SPECTRUM.height}" preserveAspectRatio="none" xlink:href="${dataUrl}"/>` +
    ticks
      .map(
        tick =>
          line(LEFT - 2.5, y(tick), LEFT, y(tick), { colour: COLOURS.unknown }) +
          label(
            LEFT - 4,
            y(tick) + (tick === 0 ? 0 : 2.3),
            tick === 0 ? '0' : tick === ticks.at(-1) ? hzText(tick) : String(tick / 1000),
            {
              anchor: 'end'
            }
          )
      )
      .join('') +
    bars.join('') +
    line(bandsX, SPECTRUM.top, bandsX, bottom, { colour: COLOURS.unknown }) +
    label(bandsX, SPECTRUM.top - 3, 'bands') +
    label(bandsX + BANDS_WIDTH, bottom + 18, `colour ${minus(minDb)} to ${minus(maxDb)} dB`, {
      anchor: 'end'
    })
  )
}

const timeAxis = (result: ClipResult, { plotWidth, x }: Frame): string => {
  const bottom = SPECTRUM.top + SPECTRUM.height
  const ticks = niceTicks(result.startS, result.startS + result.lengthS, 8)
  return (
    line(LEFT, bottom, LEFT + plotWidth, bottom, { colour: COLOURS.unknown }) +
    ticks.map(tick => line(x(tick), bottom, x(tick), bottom + 2.5, { colour: COLOURS.unknown })).join('') +
    ticks.map(tick => label(x(tick), bottom + 9.5, String(tick), { anchor: 'middle' })).join('') +
    label(LEFT + plotWidth / 2, bottom + 18, 'time in the recording, s', { anchor: 'middle' })
  )
}

/** Waveform, score lane and spectrogram of a flagged clip on one time axis, with the hottest moment marked. */
export const findingPicture = (audio: ClipAudio, result: ClipResult, width: number): string => {
  const plotWidth = width - LEFT - BANDS_WIDTH - BANDS_GAP
  const frame: Frame = {
    plotWidth,
    x: seconds => LEFT + ((seconds - result.startS) / result.lengthS) * plotWidth
  }
  const peakX = frame.x(result.lane.peakS)
  const peak =
    peakX < LEFT || peakX > LEFT + plotWidth
      ? ''
      : line(peakX, WAVE.top, peakX, LANE.top + LANE.height, {
          colour: COLOURS.accent,
          width: 0.6,
          dash: '1 1.4'
        })
  return picture(width, HEIGHT, [
    waveform(audio, frame),
    lane(result, frame),
    peak,
    spectrum(audio, result, frame),
    timeAxis(result, frame)
  ])
}
