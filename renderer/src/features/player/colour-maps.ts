/** Perceptually even colour maps of the spectrogram. */
export const COLOUR_MAPS = ['inferno', 'viridis'] as const
export type ColourMap = (typeof COLOUR_MAPS)[number]

type Rgb = readonly [number, number, number]

// Polynomials of degree 6 in t for red, green, blue, fitted to matplotlib's tables by Matt Zucker (CC0),
// https://www.shadertoy.com/view/WlfXRN; at most a few 8-bit steps from the tables.
const COEFFICIENTS: Readonly<Record<ColourMap, readonly Rgb[]>> = {
  inferno: [
    [0.0002189403691192265, 0.001651004631001012, -0.01948089843709184],
    [0.1065134194856116, 0.5639564367884091, 3.932712388889277],
    [11.60249308247187, -3.972853965665698, -15.9423941062914],
    [-41.70399613139459, 17.43639888205313, 44.35414519872813],
    [77.162935699427, -33.40235894210092, -81.80730925738993],
    [-71.31942824499214, 32.62606426397723, 73.20951985803202],
    [25.13112622477341, -12.24266895238567, -23.07032500287172]
  ],
  viridis: [
    [0.2777273272234177, 0.005407344544966578, 0.3340998053353061],
    [0.1050930431085774, 1.404613529898575, 1.384590162594685],
    [-0.3308618287255563, 0.214847559468213, 0.09509516302823659],
    [-4.634230498983486, -5.799100973351585, -19.33244095627987],
    [6.228269936347081, 14.17993336680509, 56.69055260068105],
    [4.776384997670288, -13.74514537774601, -65.35303263337234],
    [-5.435455855934631, 4.645852612178535, 26.3124352495832]
  ]
}

/** Red, green and blue (0 to 255) of a colour map at t from 0 to 1. */
export const colourAt = (map: ColourMap, t: number): Rgb => {
  const channel = (index: 0 | 1 | 2): number => {
    const value = COEFFICIENTS[map].reduceRight((sum, row) => sum * t + row[index], 0)
    return Math.round(255 * Math.min(1, Math.max(0, value)))
  }
  return [channel(0), channel(1), channel(2)]
}

/**
 * Opaque colours of the 256 levels of a spectrogram as little-endian RGBA words. Levels at or below
 * `lowByte` have the darkest colour, those at or above `highByte` the brightest.
 */
export const colourTable = (map: ColourMap, lowByte: number, highByte: number): Uint32Array => {
  const table = new Uint32Array(256)
  const span = Math.max(1, highByte - lowByte)
  for (let level = 0; level < 256; level++) {
    const [red, green, blue] = colourAt(map, Math.min(1, Math.max(0, (level - lowByte) / span)))
    table[level] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
  }
  return table
}
