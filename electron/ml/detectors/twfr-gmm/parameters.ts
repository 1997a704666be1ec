import type { ParameterSpecs, ParameterValues } from '../parameters.ts'

const PAPER = 'arXiv 2305.03328'

/** Parameters of `twfr-gmm`, the same for every machine: the task allows no tuning per machine. */
export const TWFR_PARAMETERS = {
  decay: {
    kind: 'number',
    default: 0.98,
    least: 0,
    most: 1,
    text: 'weight of each level against the next louder one of its mel band: 1 is the mean over time, 0 the maximum',
    source: `${PAPER}: median of the values chosen there for seven machine types`
  },
  components: {
    kind: 'whole',
    default: 2,
    least: 1,
    most: 32,
    text: 'Gaussians of the mixture; fewer where there are less than ten clips for each',
    source: `${PAPER}: median of the values chosen there`
  },
  covariance: {
    kind: 'choice',
    default: 'full',
    choices: ['full', 'diagonal'],
    text: 'form of the covariances',
    source: PAPER
  },
  shrinkage: {
    kind: 'choice',
    default: 'ledoit-wolf',
    choices: ['ledoit-wolf', 'none'],
    text: 'pull of the covariances towards equal variances: 128 mel bands need it where there are fewer clips',
    source: 'choice; the paper has about a thousand clips and none'
  },
  regularisation: {
    kind: 'number',
    default: 1e-6,
    least: 0,
    most: 1e3,
    text: 'added to every variance, dB squared',
    source: `${PAPER} (scikit-learn's default)`
  },
  smote: {
    kind: 'flag',
    default: false,
    text: 'target clips are made up to a fifth of the source clips by SMOTE on the pooled levels',
    source: `${PAPER}: a variant, there on waveforms`
  }
} as const satisfies ParameterSpecs

export type TwfrParameters = ParameterValues<typeof TWFR_PARAMETERS>
