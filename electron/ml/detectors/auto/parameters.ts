import type { BandShape } from '../../../dsp/band-levels.ts'
import type { ViewScore } from '../../../contract/results.ts'
import type { ParameterSpecs } from '../parameters.ts'

export type ViewId = ViewScore['view']

/** What a person may choose. */
export interface AutoParameters {
  /** Leaves the overall level out of the score, for recordings without a fixed gain. */
  readonly ignoreLevel: boolean
}

/** What a person may choose, for the command line. */
export const AUTO_PARAMETERS = {
  ignoreLevel: {
    kind: 'flag',
    default: false,
    text: 'overall loudness does not count as evidence',
    source: 'choice'
  }
} as const satisfies ParameterSpecs

/** Sample rate of the analysis signal; every shape below is in its samples. */
export const SAMPLE_RATE_HZ = 16_000

/** The recipe's numbers (docs/detector.md, "Recipe"); stored with every model. */
export const RECIPE = {
  version: 1,
  medium: { fftSize: 1024, hop: 512, bands: 128 },
  fine: { fftSize: 256, hop: 128, bands: 64 },
  slow: { fftSize: 4096, hop: 1024, bands: 128 },
  quickLag: 2,
  quickerLag: 4,
  changeQuantile: 0.98,
  dropQuantile: 0.01,
  rankedDecay: 0.988,
  ridge: 1e-3,
  blocks: 5,
  alarmQuantile: 0.95,
  minNormals: 5,
  settledNormals: 20
} as const satisfies Record<string, number | BandShape>

/** The views in their order within `ClipFeatures.views`, with their number of values. */
export const VIEWS: readonly { readonly id: ViewId; readonly size: number; readonly offset: number }[] = [
  { id: 'quick-changes', size: 128, offset: 0 },
  { id: 'quicker-changes', size: 64, offset: 128 },
  { id: 'sharp-drops', size: 128, offset: 192 },
  { id: 'loudest-moments', size: 64, offset: 320 },
  { id: 'level', size: 1, offset: 384 }
]

/** Values of all views together. */
export const VIEW_VALUES = 385
