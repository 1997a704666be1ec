const MISSING = '–'
const MINUS = '\u2212'

const withMinus = (text: string): string => text.replace('-', MINUS)

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** A whole number with thousands separators: 20,000. */
export const formatCount = (value: number): string => withMinus(grouped.format(value))

/** Decimals of a score of this size: two below 10, one above, none from 1000; below 0.1 as many as give two figures. */
const scoreDecimals = (size: number): number => {
  if (size >= 0.1 || size < 1e-6) return size < 10 ? 2 : size < 1000 ? 1 : 0
  return 1 - Math.floor(Math.log10(size))
}

const scoreText = (value: number | null | undefined, more: number): string =>
  value === null || value === undefined || !Number.isFinite(value)
    ? MISSING
    : withMinus(value.toFixed(scoreDecimals(Math.abs(value)) + more))

/** A score in the model's own unit, with two to three figures: some detectors have no scores above 0.1. */
export const formatScore = (value: number | null | undefined): string => scoreText(value, 0)

/** Most digits that a score and its threshold have more than usual, to be told apart. */
const MOST_MORE = 4

/** A score with its threshold; with more digits where both would read the same and are not. */
export const formatAgainst = (
  score: number | null,
  threshold: number | null
): { readonly score: string; readonly threshold: string } => {
  let more = 0
  while (more < MOST_MORE && score !== threshold && scoreText(score, more) === scoreText(threshold, more)) {
    more += 1
  }
  return { score: scoreText(score, more), threshold: scoreText(threshold, more) }
}

/** A level in dB with its unit and one decimal. */
export const formatDb = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value)
    ? MISSING
    : `${withMinus(value.toFixed(1))} dB`

/** A level relative to full scale with its unit. */
export const formatLevel = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? MISSING : `${formatDb(value)}FS`

/** 0 to 1 as a whole percentage. */
export const formatPercent = (fraction: number): string => `${Math.round(fraction * 100)} %`

/** p-value, as exact as it means anything. */
export const formatP = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return MISSING
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in decimal units: 4.2 MB. */
export const formatBytes = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? 'B'}`
}
