import { COLOURS, FONT_SIZES } from './theme.ts'

/** A coordinate with two decimals: a hundredth of a point is below what any printer shows. */
export const at = (value: number): string => String(Math.round(value * 100) / 100)

interface LineStyle {
  readonly colour?: string
  readonly width?: number
  readonly dash?: string
}

/** A straight line. */
export const line = (x1: number, y1: number, x2: number, y2: number, style: LineStyle = {}): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${style.colour ?? COLOURS.rule}" ` +
  `stroke-width="${style.width ?? 0.5}"${style.dash === undefined ? '' : ` stroke-dasharray="${style.dash}"`}/>`

/** A filled rectangle. */
export const box = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" fill="${fill}"/>`

interface LabelStyle {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly colour?: string
  readonly isBold?: boolean
  readonly angle?: number
}

/** A label in Latin letters, figures and units; its baseline is at y. */
export const label = (x: number, y: number, text: string, style: LabelStyle = {}): string => {
  const turn = style.angle === undefined ? '' : ` transform="rotate(${style.angle} ${at(x)} ${at(y)})"`
  const weight = style.isBold === true ? ' font-weight="bold"' : ''
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return (
    `<text x="${at(x)}" y="${at(y)}" font-family="NotoSans" font-size="${FONT_SIZES.picture}"${weight}${turn} ` +
    `text-anchor="${style.anchor ?? 'start'}" fill="${style.colour ?? COLOURS.muted}">${safe}</text>`
  )
}

/** The whole picture, in points. */
export const picture = (width: number, height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${at(width)}" ` +
  `height="${at(height)}" viewBox="0 0 ${at(width)} ${at(height)}">${parts.join('')}</svg>`

/** Round values between low and high, about as many as wanted (steps of 1, 2, 5 times a power of ten). */
export const niceTicks = (low: number, high: number, wanted: number): number[] => {
  if (!(high > low)) return [low]
  const rough = (high - low) / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= rough) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12))
  )
}
