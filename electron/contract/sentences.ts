/**
 * English sentences for codes with numbers: one catalogue for the interface, the command line and the PDF.
 * Pure functions; a number that is missing shortens the sentence, it never breaks it.
 */
import type { Badge, MachineState } from './common.ts'
import type { Verdict } from './findings.ts'
import type { Check, CheckFigure, FalseAlarms, StoreDetectorId } from './models.ts'
import type { Reason } from './results.ts'

type Params = Readonly<Record<string, number | string>>

const numberIn = (params: Params, name: string): number | null => {
  const value = params[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const textIn = (params: Params, name: string): string | null => {
  const value = params[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** 3500 -> "3.5 kHz", 125 -> "125 Hz". */
export const hzText = (hz: number): string =>
  hz >= 1000 ? `${Number((hz / 1000).toFixed(2))} kHz` : `${Math.round(hz)} Hz`

/** "between 3 and 3.5 kHz", or "" where a limit is missing. */
const rangeText = (params: Params): string => {
  const low = numberIn(params, 'lowHz')
  const high = numberIn(params, 'highHz')
  if (low === null || high === null) return ''
  const [lowText, highText] = [hzText(low), hzText(high)]
  const unit = highText.split(' ')[1] ?? ''
  const lead = lowText.endsWith(` ${unit}`) ? lowText.slice(0, -unit.length - 1) : lowText
  return ` between ${lead} and ${highText}`
}

const dbText = (params: Params): string => {
  const db = numberIn(params, 'db')
  return db === null ? '' : ` by ${Math.abs(db).toFixed(1)} dB`
}

const timesText = (params: Params): string => {
  const count = numberIn(params, 'count')
  if (count === null) return ''
  return count === 1 ? ', once' : `, ${Math.round(count)} times`
}

/** Why a clip was flagged, without a full stop: "Louder than normal by 3.1 dB". */
export const reasonSentence = ({ code, params }: Reason): string => {
  switch (code) {
    case 'louder-than-normal':
      return `Louder than normal${dbText(params)}`
    case 'quieter-than-normal':
      return `Quieter than normal${dbText(params)}`
    case 'impulses':
      return `Short impulses${rangeText(params)}${timesText(params)}`
    case 'band-raised':
      return `More sound than normal${rangeText(params)}${dbText(params)}`
    case 'band-lowered':
      return `Less sound than normal${rangeText(params)}${dbText(params)}`
    case 'band-differs':
      return `Sounds unlike the normals${rangeText(params).replace(/^ /u, ', most ')}`
    case 'drops':
      return `Sudden drops of the level${rangeText(params)}${timesText(params)}`
    case 'unsteady':
      return `Less steady than normal${rangeText(params)}${dbText(params)}`
  }
}

const UNLIKE_NORMALS = 'Does not sound like the other normals: listen to it before you fit with it.'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Two figures, without an exponent: "0.013 %", "12 %". */
const percentText = (percent: number): string => `${Number(Math.abs(percent).toPrecision(2))} %`

const BADGE_TITLES: Readonly<Record<Badge['code'], string>> = {
  clipping: 'Clipping',
  silence: 'Silence',
  'dc-offset': 'DC offset',
  'drop-outs': 'Drop-outs',
  'too-short': 'Too short',
  'narrow-band': 'Narrow band',
  'unlike-normals': 'Unlike the other normals',
  'identical-normal': 'Identical to another normal',
  recovered: 'Recovered'
}

/** The short name of a badge, for a chip or a table cell. */
export const badgeTitle = (code: Badge['code']): string => BADGE_TITLES[code]

/** What a badge means for this recording, one whole sentence. */
export const badgeSentence = ({ code, params }: Badge): string => {
  switch (code) {
    case 'clipping': {
      const percent = numberIn(params, 'percent')
      return percent === null
        ? 'The loudest samples reach full scale: the recording is clipped. Lower the recording gain.'
        : `Clipped: ${percentText(percent)} of the samples reach full scale. Lower the recording gain.`
    }
    case 'silence':
      return 'Digital silence: there is nothing to judge, so it is neither learned from nor flagged.'
    case 'dc-offset': {
      const percent = numberIn(params, 'percent')
      const by = percent === null ? '' : ` by ${percentText(percent)} of full scale`
      return `The signal is off centre${by} (DC offset): check the microphone input.`
    }
    case 'drop-outs': {
      const count = numberIn(params, 'count')
      const lengthS = numberIn(params, 'lengthS')
      const joined = numberIn(params, 'joined') ?? 0
      const [one, many] =
        joined > 0 ? ['drop-out', 'drop-outs'] : ['gap of exact silence', 'gaps of exact silence']
      const places = count === null ? capital(many) : count === 1 ? `A ${one}` : `${count} ${many}`
      const together =
        lengthS === null ? '' : `, ${Number(lengthS.toPrecision(2))} s${count === 1 ? '' : ' together'}`
      const firstS = numberIn(params, 'firstS')
      const place =
        firstS === null ? '' : `, ${count === 1 ? 'at' : 'the first at'} ${Number(firstS.toFixed(2))} s`
      const how =
        joined === 0
          ? ''
          : joined === count
            ? ', and the sound is joined there'
            : ', the sound is joined at some'
      return `${places}${together}${place}: samples were lost while recording${how}.`
    }
    case 'too-short': {
      const needed = numberIn(params, 'clipLengthS')
      const seconds = numberIn(params, 'lengthS')
      const has = seconds === null ? '' : ` (${Number(seconds.toFixed(2))} s)`
      const than = needed === null ? "the machine's clip length" : `the machine's clip length of ${needed} s`
      return `Shorter${has} than ${than}: it is neither learned from nor scored.`
    }
    case 'narrow-band': {
      const band = numberIn(params, 'bandwidthHz')
      const normal = numberIn(params, 'normalHz')
      const upTo = band === null ? '' : `: sound reaches up to ${hzText(band)} only`
      const against = normal === null ? '' : `, the other normals reach ${hzText(normal)}`
      return `Narrower band than the machine's other normals${upTo}${against}. Was it made with another recorder?`
    }
    case 'unlike-normals':
      return UNLIKE_NORMALS
    case 'identical-normal': {
      const other = textIn(params, 'fileName')
      return `Sounds exactly like ${other ?? 'another normal recording'}: it counts once only.`
    }
    case 'recovered':
      return 'Earshot ended while this was recorded: it holds what had been written until then.'
  }
}

const whole = (value: number): string => String(Math.round(value))

/** "Expect about 5 false alarms in 100 normal recordings (2 to 11)." */
export const falseAlarmSentence = ({ per100, low, high }: FalseAlarms): string => {
  const about = per100 > 0 && per100 < 0.95 ? 'less than 1 false alarm' : null
  const count = about ?? `about ${whole(per100)} false ${whole(per100) === '1' ? 'alarm' : 'alarms'}`
  return `Expect ${count} in 100 normal recordings (${whole(low)} to ${whole(high)}).`
}

/** What is promised in a condition that was never recorded. */
export const newConditionSentence = ({ newConditionHigh }: FalseAlarms): string =>
  newConditionHigh === null
    ? 'In an operating condition that was not recorded, nothing can be promised.'
    : `In an operating condition that was not recorded, expect up to ${whole(newConditionHigh)} in 100.`

/** Clips behind a share of a check; null where only the share was kept. */
const clipsOf = (share: number, { of }: CheckFigure): number | null =>
  of === undefined ? null : Math.round(share * of)

/** "5 % (1 of 21)", a share of a check with the clips behind it. */
export const shareText = (share: number, figure: CheckFigure): string => {
  const clips = clipsOf(share, figure)
  return `${Math.round(share * 100)} %${clips === null ? '' : ` (${clips} of ${figure.of})`}`
}

/** How many clips the two sides of a check differ by; 0 where only shares were kept. */
export const clipsApart = (figure: CheckFigure): number =>
  Math.abs((clipsOf(figure.after, figure) ?? 0) - (clipsOf(figure.before, figure) ?? 0))

const CHECK_WORDS: Readonly<Record<CheckFigure['name'], string>> = {
  calibration: 'held-out normals that would be flagged',
  'synthetic-recall': 'faults mixed into normals that are found',
  'sibling-recall': 'recordings of other machines that are told apart'
}

/** In what a deeper fit was worse than the standard detector alone; null where its check holds. */
export const brokenCheckSentence = ({ holds, figures }: Check): string | null => {
  if (holds) return null
  const worse = figures
    .filter(figure => !figure.holds)
    .map(figure => {
      const [after, before] = [shareText(figure.after, figure), shareText(figure.before, figure)]
      return `${CHECK_WORDS[figure.name]}: ${after} against ${before} by the standard detector alone`
    })
  return `The check of this deeper fit did not hold: ${worse.join('; ')}.`
}

/** A warning of a fit; an unknown code is shown with its numbers rather than hidden. */
export const warningSentence = ({
  code,
  params
}: {
  readonly code: string
  readonly params: Params
}): string => {
  const have = numberIn(params, 'have')
  const settled = numberIn(params, 'settled')
  const fileName = textIn(params, 'fileName')
  switch (code) {
    case 'few-normals':
      return `Fitted from few normals${have === null ? '' : ` (${have} clips)`}: from ${settled ?? 20} on the threshold is firm.`
    case 'one-recording':
      return 'All normals come from one recording: how other recordings vary is not known yet. Add normals from other times.'
    case 'few-recordings':
      return `The normals come from ${have ?? 'few'} recordings: how other recordings vary is hardly known yet. Add normals from other times.`
    case 'level-varies':
      return `The loudness of the normals varies${dbText(params)}: where the microphone or its gain moved, ignore overall loudness for this machine.`
    case 'partly-held-out':
      return `The threshold comes from the ${have ?? 'few'} of ${numberIn(params, 'of') ?? 'all'} normals that were left out of the training: it is less firm than a count of all normals suggests.`
    case 'note':
      return textIn(params, 'text') ?? ''
    case 'unlike-normals':
      return fileName === null ? UNLIKE_NORMALS : `${fileName}: ${UNLIKE_NORMALS}`
    default: {
      const rest = Object.entries(params).map(([name, value]) => `${name} ${value}`)
      const words = code.replaceAll('-', ' ')
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}${rest.length === 0 ? '' : ` (${rest.join(', ')})`}.`
    }
  }
}

const DETECTOR_NAMES: Readonly<Record<StoreDetectorId, string>> = {
  auto: 'Standard',
  'twfr-gmm': 'Sound profile',
  'ae-mse': 'Autoencoder',
  'ae-mahalanobis': 'Autoencoder, weighted',
  memcae: 'Memory network',
  'dual-branch': 'Dual branch',
  'dual-branch-kmeans': 'Dual branch, sorted by sound',
  'dual-branch-mixup': 'Dual branch, mixed clips',
  'dual-branch-smote': 'Dual branch, rare conditions',
  deeper: 'Deeper fit'
}

/** The name of a detector for a person; its id is for the command line. */
export const detectorName = (id: StoreDetectorId): string => DETECTOR_NAMES[id]

const STATE_WORDS: Readonly<Record<MachineState, string>> = {
  acceptable: 'Acceptable',
  monitor: 'Monitor',
  alarm: 'Alarm',
  unknown: 'No model'
}

/** The word for a machine's state. */
export const stateWord = (state: MachineState): string => STATE_WORDS[state]

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  confirmed: 'Confirmed',
  'false-alarm': 'False alarm',
  unsure: 'Unsure'
}

/** The word for a verdict; null is a finding nobody has judged yet. */
export const verdictWord = (verdict: Verdict | null): string =>
  verdict === null ? 'Open' : VERDICT_WORDS[verdict]
