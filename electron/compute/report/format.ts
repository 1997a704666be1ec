/** Numbers and times as the report prints them. */

/** The zone where it is one that this computer knows, else UTC. */
export const knownZone = (...zones: readonly string[]): string => {
  const known = new Set(Intl.supportedValuesOf('timeZone'))
  return zones.find(zone => known.has(zone)) ?? 'UTC'
}

/** Instants as "2026-09-01 08:15" (or with seconds, or the day alone) in a zone. */
export const timeFormatter = (
  zone: string
): ((iso: string, precision?: 'day' | 'minute' | 'second') => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium'
  })
  const length = { day: 10, minute: 16, second: 19 } as const
  return (iso, precision = 'minute') => format.format(new Date(iso)).slice(0, length[precision])
}

/** A score or threshold: two decimals, and two figures of those below 0.1. */
export const scoreText = (score: number): string => {
  const size = Math.abs(score)
  const decimals = size >= 0.1 || size < 1e-6 ? 2 : 1 - Math.floor(Math.log10(size))
  return score.toFixed(decimals).replace('-', '\u2212')
}

/** A p-value: "0.013", never "0.000". */
export const pValueText = (pValue: number): string => (pValue < 0.001 ? '< 0.001' : pValue.toFixed(3))

/** Seconds within a recording: "3.4 s", from a minute on "2:05.0". */
export const placeText = (seconds: number): string => {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds - 60 * minutes).toFixed(1).padStart(4, '0')}`
}

/** A length of time for people: "8 s", "12.5 min", "3.2 h". */
export const durationText = (seconds: number): string =>
  seconds < 60
    ? `${Number(seconds.toFixed(1))} s`
    : seconds < 3600
      ? `${Number((seconds / 60).toFixed(1))} min`
      : `${Number((seconds / 3600).toFixed(1))} h`

/** Keeps a number and its unit on one line. */
export const keepUnits = (text: string): string => text.replace(/(\d) (k?Hz|dB|s|%|times)\b/gu, '$1\u00a0$2')
