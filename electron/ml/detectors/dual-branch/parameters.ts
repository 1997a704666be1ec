import type { ParameterSpecs, ParameterValues } from '../parameters.ts'

const BACKBONE = 'Wilkinghoff, ICASSP 2023'
const REPORT = 'Midea, DCASE 2024 Task 2'

const specs = {
  epochs: {
    kind: 'whole',
    default: 10,
    least: 1,
    most: 10_000,
    text: 'passes over all clips',
    source: BACKBONE
  },
  batch: {
    kind: 'whole',
    default: 16,
    least: 2,
    most: 512,
    text: 'clips of a step; memory grows with it, about 2.2 GB at 16',
    source: `choice for ordinary computers; ${BACKBONE} has 64`
  },
  learningRate: {
    kind: 'number',
    default: 1e-3,
    least: 1e-7,
    most: 1,
    text: 'step size of Adam',
    source: BACKBONE
  },
  weightDecay: {
    kind: 'number',
    default: 1e-5,
    least: 0,
    most: 1,
    text: 'L2 penalty on filters and matrices',
    source: BACKBONE
  },
  subClusters: {
    kind: 'whole',
    default: 16,
    least: 1,
    most: 64,
    text: 'centres of a class in sub-cluster AdaCos',
    source: BACKBONE
  },
  trainableCentres: {
    kind: 'flag',
    default: true,
    text: 'whether the centres are trained; otherwise they stay where the seed put them',
    source: `choice: the cheapest gain known; false in ${BACKBONE}`
  },
  dynamicScale: {
    kind: 'flag',
    default: true,
    text: 'whether the scale of AdaCos follows the batches',
    source: 'AdaCos, CVPR 2019'
  },
  pseudoClasses: {
    kind: 'whole',
    default: 4,
    least: 1,
    most: 64,
    text: 'K-means classes of a machine whose attributes are not known, where the variant makes some',
    source: `choice; ${REPORT} names no number`
  },
  backend: {
    kind: 'choice',
    default: 'centres',
    choices: ['centres', 'knn'],
    text: 'centres: nearest of 16 K-means centres of the source clips or nearest target clip; knn: nearest normal',
    source: `${BACKBONE}; ${REPORT}`
  },
  smoteEmbeddings: {
    kind: 'flag',
    default: false,
    text: 'whether target clips are multiplied by SMOTE among the embeddings before the back-end',
    source: REPORT
  },
  holdOut: {
    kind: 'number',
    default: 0.2,
    least: 0,
    most: 0.5,
    text:
      "share of each machine's recordings that the network is not trained on: the threshold comes from them alone. " +
      '0, and fewer than 20 recordings: none, and the threshold errs low',
    source: 'choice'
  },
  width: {
    kind: 'number',
    default: 1,
    least: 0.05,
    most: 2,
    text: 'factor on the filters and units of the network',
    source: BACKBONE
  },
  lengthS: {
    kind: 'number',
    default: 10,
    least: 0.5,
    most: 30,
    text: 'seconds that clips are repeated or cropped to',
    source: BACKBONE
  }
} as const satisfies ParameterSpecs

/** Parameters of every variant; the variants differ in what follows from their number, not in these. */
export const DUAL_BRANCH_PARAMETERS = specs

/** Submission 4 takes the nearest normal after SMOTE. */
export const DUAL_BRANCH_SMOTE_PARAMETERS = {
  ...specs,
  backend: { ...specs.backend, default: 'knn' },
  smoteEmbeddings: { ...specs.smoteEmbeddings, default: true }
} as const satisfies ParameterSpecs

export type DualBranchParameters = ParameterValues<typeof DUAL_BRANCH_PARAMETERS>

/** What a submission adds to the one before it. */
export interface Variant {
  readonly id: 'dual-branch' | 'dual-branch-kmeans' | 'dual-branch-mixup' | 'dual-branch-smote'
  /** Pseudo-classes by K-means where a machine's attributes are not known. */
  readonly hasPseudoClasses: boolean
  readonly hasMixup: boolean
  /** Time warping, and SMOTE among the training clips of a class. */
  readonly isBalanced: boolean
}
