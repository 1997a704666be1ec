const MISSING = '–'
const MINUS = '\u2212'

const withMinus = (text: string): string => text.replace('-', MINUS)

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** A whole number with thousands separators: 20,000. */
export const formatCount = (value: number): string => withMinus(grouped.format(value))

/**
 * A score in the model's own unit: two decimals below 10, one above, none from 1000; below 0.1 two figures, as some detectors have no
 * larger scores.
 */
export const formatScore = (value: number | null | undefined): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING
  const size = Math.abs(value)
  if (size >= 0.1 || size < 1e-6) return withMinus(value.toFixed(size < 10 ? 2 : size < 1000 ? 1 : 0))
  return withMinus(value.toFixed(1 - Math.floor(Math.log10(size))))
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
