import type { ParameterSpecs, ParameterValues } from '../parameters.ts'

const BASELINE = 'official baseline of DCASE Task 2, 2023 to 2026'

/** Parameters of `ae-mse`. */
export const AUTOENCODER_PARAMETERS = {
  epochs: {
    kind: 'whole',
    default: 100,
    least: 1,
    most: 10_000,
    text: 'passes over all windows',
    source: BASELINE
  },
  batch: { kind: 'whole', default: 256, least: 2, most: 65_536, text: 'windows of a step', source: BASELINE },
  learningRate: {
    kind: 'number',
    default: 1e-3,
    least: 1e-7,
    most: 1,
    text: 'step size of Adam',
    source: BASELINE
  },
  validation: {
    kind: 'number',
    default: 0.1,
    least: 0,
    most: 0.5,
    text: 'share of the windows that is not trained on, for the validation loss',
    source: BASELINE
  },
  folds: {
    kind: 'whole',
    default: 2,
    least: 0,
    most: 10,
    text:
      'parts of the recordings that a network each is trained without, for the held-out scores of the threshold; ' +
      '0: none, the threshold comes from the reconstruction of the training clips themselves and is far too low',
    source: 'choice: with halves the threshold errs upwards, and training takes twice as long'
  },
  threshold: {
    kind: 'choice',
    default: 'held-out',
    choices: ['held-out', 'official-gamma'],
    text:
      'where decisions begin. held-out: 95 % of a gamma distribution of the held-out scores; official-gamma: 90 % of ' +
      "one of the training's batch losses, as the official script has it, for comparison: on small " +
      'data most normals are flagged then',
    source: `held-out: choice; official-gamma: ${BASELINE}`
  }
} as const satisfies ParameterSpecs

/** Parameters of `ae-mahalanobis`. */
export const MAHALANOBIS_PARAMETERS = {
  ...AUTOENCODER_PARAMETERS,
  distance: {
    kind: 'choice',
    default: 'official',
    choices: ['official', 'rows'],
    text: 'official: of the mean error of a clip (what the official script computes); rows: mean of the distances of its rows',
    source: `${BASELINE}; rows: choice`
  }
} as const satisfies ParameterSpecs

export type AutoencoderParameters = ParameterValues<typeof AUTOENCODER_PARAMETERS>
export type MahalanobisParameters = ParameterValues<typeof MAHALANOBIS_PARAMETERS>
