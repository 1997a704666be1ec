import type { DetectorId } from '../../contract/models.ts'
import { AUTO_PARAMETERS } from './auto/parameters.ts'
import { AUTOENCODER_PARAMETERS, MAHALANOBIS_PARAMETERS } from './autoencoder/parameters.ts'
import type { SavedModel } from './detector.ts'
import { DUAL_BRANCH_PARAMETERS, DUAL_BRANCH_SMOTE_PARAMETERS } from './dual-branch/parameters.ts'
import { MEMCAE_PARAMETERS } from './memcae/parameters.ts'
import { parametersOf } from './parameters.ts'
import type { ParameterSpecs } from './parameters.ts'
import type { FittedSystem, System, SystemClip, SystemContext } from './system.ts'
import { TWFR_PARAMETERS } from './twfr-gmm/parameters.ts'

/** A system whose parameters are plain values: what the command line and the bench work with. */
export interface AnySystem {
  readonly id: DetectorId
  /** @throws AppError invalid */
  readonly parameters: (given: Readonly<Record<string, unknown>>) => Record<string, unknown>
  /** Fits with complete parameters of this system. @throws as System.fit */
  readonly fit: (
    clips: readonly SystemClip[],
    given: Readonly<Record<string, unknown>>,
    context: SystemContext
  ) => Promise<FittedSystem>
  readonly load: (saved: SavedModel) => Promise<FittedSystem>
}

/** What is known of a system before it is loaded. */
export interface SystemEntry {
  /** One plain sentence. */
  readonly summary: string
  /** One network over all machines; false: every machine is fitted by itself, one after the other. */
  readonly isJoint: boolean
  /** Whether results depend on the seed. */
  readonly isSeeded: boolean
  readonly parameters: ParameterSpecs
  /** Loads the code only now: TensorFlow is not loaded for systems that do not need it. */
  readonly load: () => Promise<AnySystem>
}

const erase = <P extends object>({ id, parameters, fit, load }: System<P>): AnySystem => ({
  id,
  parameters: given => parametersOf(id, () => Object.fromEntries(Object.entries(parameters(given)))),
  fit: (clips, given, context) => fit(clips, parameters(given), context),
  load
})

/** Every system by its id. A new one is added here, in DETECTOR_IDS (electron/contract/models.ts), and nowhere else. */
export const SYSTEMS: Readonly<Record<DetectorId, SystemEntry>> = {
  auto: {
    summary: 'The default: order statistics of three spectrograms, Mahalanobis distance; no training.',
    isJoint: false,
    isSeeded: false,
    parameters: AUTO_PARAMETERS,
    load: async () => erase((await import('./auto/system.ts')).autoSystem)
  },
  'twfr-gmm': {
    summary: 'Mel levels pooled by rank over time, Gaussian mixture; no training by gradient.',
    isJoint: false,
    isSeeded: true,
    parameters: TWFR_PARAMETERS,
    load: async () => erase((await import('./twfr-gmm/system.ts')).twfrGmm)
  },
  'ae-mse': {
    summary: 'The autoencoder of the official DCASE baseline, mean squared error.',
    isJoint: false,
    isSeeded: true,
    parameters: AUTOENCODER_PARAMETERS,
    load: async () => erase((await import('./autoencoder/system.ts')).autoencoderMse)
  },
  'ae-mahalanobis': {
    summary: 'The autoencoder of the official DCASE baseline, Mahalanobis distance of its errors.',
    isJoint: false,
    isSeeded: true,
    parameters: MAHALANOBIS_PARAMETERS,
    load: async () => erase((await import('./autoencoder/system.ts')).autoencoderMahalanobis)
  },
  memcae: {
    summary: 'A convolutional autoencoder with a memory of normal sounds, mean squared error.',
    isJoint: false,
    isSeeded: true,
    parameters: MEMCAE_PARAMETERS,
    load: async () => erase((await import('./memcae/system.ts')).memcae)
  },
  'dual-branch': {
    summary:
      'A network of two branches that learns to tell machines and conditions apart (Midea, submission 1).',
    isJoint: true,
    isSeeded: true,
    parameters: DUAL_BRANCH_PARAMETERS,
    load: async () => erase((await import('./dual-branch/system.ts')).dualBranch)
  },
  'dual-branch-kmeans': {
    summary:
      'The dual-branch network with K-means classes where conditions are not known (Midea, submission 2).',
    isJoint: true,
    isSeeded: true,
    parameters: DUAL_BRANCH_PARAMETERS,
    load: async () => erase((await import('./dual-branch/system.ts')).dualBranchKmeans)
  },
  'dual-branch-mixup': {
    summary: 'The dual-branch network trained on mixed clips (Midea, submission 3).',
    isJoint: true,
    isSeeded: true,
    parameters: DUAL_BRANCH_PARAMETERS,
    load: async () => erase((await import('./dual-branch/system.ts')).dualBranchMixup)
  },
  'dual-branch-smote': {
    summary:
      'The dual-branch network with mixed, warped and made-up clips of rare conditions (Midea, submission 4).',
    isJoint: true,
    isSeeded: true,
    parameters: DUAL_BRANCH_SMOTE_PARAMETERS,
    load: async () => erase((await import('./dual-branch/system.ts')).dualBranchSmote)
  }
}
