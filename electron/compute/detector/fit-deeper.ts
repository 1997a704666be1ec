import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../contract/errors.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import { fitFused, rowOf, scoreFused } from '../../ml/detectors/auto/fused-model.ts'
import type { FusedModel } from '../../ml/detectors/auto/fused-model.ts'
import { groupsOf } from '../../ml/detectors/auto/splits.ts'
import { checkOf } from '../../ml/detectors/deeper/check.ts'
import { halvesOf } from '../../ml/detectors/deeper/halves.ts'
import type { SavedModel } from '../../ml/detectors/detector.ts'
import type { SystemClip, SystemContext } from '../../ml/detectors/system.ts'
import { fuse, standardOf, systemPartOf } from '../../ml/detectors/system-part.ts'
import type { Fusion } from '../../ml/detectors/system-part.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import { trainingFingerprint } from '../../ml/detectors/training-fingerprint.ts'
import { engineInUse } from '../../ml/engine/in-use.ts'
import { finishedHalf, keepHalf } from './deeper-half-files.ts'
import { gatherSiblings, refuseFewClips, withSiblingNames } from './deeper-siblings.ts'
import { faultyClips } from './faulty-clips.ts'
import type { FaultyClip } from './faulty-clips.ts'
import { contextOf, namingFiles, trainingOf } from './fit-system.ts'
import type { SystemFit, SystemFitJob } from './fit-system.ts'
import { spread } from './spread.ts'
import { clipToLearn, OWN_MACHINE } from './store-clips.ts'
import { openCurve } from './training-curve.ts'

/** The system that is trained over all machines. */
const SYSTEM = 'dual-branch'
/** This machine and its siblings: with fewer there is too little to tell apart. */
const LEAST_MACHINES = 4
const HALVES = [0, 1] as const
/** Normals that faults are mixed into, and clips of a sibling that are scored, for the check. */
const FAULTY_NORMALS = 24
const SIBLING_CLIPS = 12
/** Shares of the progress: the siblings' features, both networks with their scores. */
const SIBLINGS_SHARE = 0.1

/** A network that was trained without one half of this machine's clips. */
interface HalfNetwork {
  readonly saved: SavedModel
  /** Of the clips of the half. */
  readonly heldOut: Float64Array
  /** Of normals of the half with faults mixed in. */
  readonly faulty: Float64Array
  /** Of the siblings' clips, as if they were this machine's. */
  readonly siblings: Float64Array
  readonly epochs: number
}

/**
 * `auto` fused with the dual branch trained over this machine and its siblings. Two networks are trained, each without
 * one half of this machine's blocks, so that every clip has a score by a network and a back-end that know nothing of
 * its block; a new clip gets the mean of both. The check compares held-out scores and faults with those of `auto`.
 * @throws AppError too-few-normals, engine-missing, degenerate-normals, cancelled, conflict, invalid
 */
export const fitDeeper = async (job: SystemFitJob): Promise<SystemFit> => {
  const { input, auto, signal, report, onPoint } = job
  if (input.siblings.length + 1 < LEAST_MACHINES) {
    throw new AppError(
      'too-few-normals',
      `A deeper fit takes ${LEAST_MACHINES} machines of one kind; there are ${input.siblings.length + 1}`,
      { have: input.siblings.length + 1, need: LEAST_MACHINES }
    )
  }
  const system = await SYSTEMS[SYSTEM].load()
  const params = { ...system.parameters(input.params), holdOut: 0 }
  const notes: string[] = []
  const siblings = await gatherSiblings(input.siblings, signal, (fraction, message) =>
    report(SIBLINGS_SHARE * fraction, message)
  )
  refuseFewClips(job.clips.length, siblings, input.siblings)
  const own = job.clips.map(({ clip }) => clipToLearn(clip, signal))
  const { blocks, blocked } = auto.model.calibration
  const halves = halvesOf(blocks, recordingsOf(auto))
  const inHalf = (half: number): number[] =>
    own.flatMap((_, index) => (halves[index] === half ? [index] : []))
  const compared = siblings.flatMap(clips => spread(clips, SIBLING_CLIPS))
  // Made once for both detectors: the network is asked first, and what `auto` needs is kept from that.
  const faulty = HALVES.map(half =>
    faultyClips(job, inHalf(half), Math.ceil(FAULTY_NORMALS / HALVES.length), signal)
  )
  const faultyOf = (half: number): readonly FaultyClip[] => faulty[half] ?? []
  const curve = await openCurve(input.checkpointDir, onPoint)
  const startedMs = performance.now()
  const nameOf = new Map([
    ...job.clips.map(({ clip }) => [clip.clipId, clip.fileName] as const),
    ...siblings.flat().map(({ system: clip, fileName }) => [clip.id, fileName] as const)
  ])

  const trainHalf = async (half: number, before: number): Promise<HalfNetwork> => {
    const from = SIBLINGS_SHARE + ((1 - SIBLINGS_SHARE) * half) / HALVES.length
    const to = SIBLINGS_SHARE + ((1 - SIBLINGS_SHARE) * (half + 1)) / HALVES.length
    const part = (first: number, last: number) => (fraction: number, message: string) =>
      report(from + (to - from) * (first + (last - first) * fraction), message)
    const folder = path.join(input.checkpointDir, `half-${half}`)
    const warn = (message: string): void => {
      const own = withSiblingNames(message, input.siblings)
      if (!notes.includes(own)) notes.push(own)
    }
    const context: SystemContext = {
      ...contextOf(job, warn, part(0, 0.85)),
      seed: input.seed + half,
      checkpointDir: folder,
      ...(input.budgetS !== null && { budgetS: input.budgetS / HALVES.length })
    }
    const clips = [
      ...own.filter((_, index) => halves[index] !== half),
      ...siblings.flatMap(all => all.map(clip => clip.system))
    ]
    const fingerprint = trainingFingerprint([params, context.seed], null, clips)
    const finished = await finishedHalf(folder, fingerprint, system.load)
    const fitted =
      finished ??
      (await system
        .fit(clips, params, {
          ...context,
          onEpoch: progress => {
            const { epoch, epochs, remainingS } = progress
            const elapsedS = (performance.now() - startedMs) / 1000
            const later = half === 0 && remainingS !== null ? elapsedS + remainingS : 0
            curve.add({
              ...progress,
              epoch: before + epoch,
              epochs: before + (HALVES.length - half) * epochs,
              remainingS: remainingS === null ? null : remainingS + later,
              network: half + 1,
              networks: HALVES.length
            })
          }
        })
        .finally(curve.settled))
    try {
      const saved = await fitted.save()
      if (finished === null) await keepHalf(folder, fingerprint, saved)
      const scored = { ...context, report: part(0.85, 1) }
      const asOwn = (clip: SystemClip): SystemClip => ({ ...clip, machine: OWN_MACHINE })
      return {
        saved,
        heldOut: await fitted.score(
          inHalf(half).map(index => own[index] as SystemClip),
          scored
        ),
        faulty: await fitted.score(
          faultyOf(half).map(({ system: clip }) => clip),
          scored
        ),
        siblings: await fitted.score(
          compared.map(clip => asOwn(clip.system)),
          scored
        ),
        epochs: fitted.epochs
      }
    } finally {
      fitted.dispose()
    }
  }

  return namingFiles(nameOf, async () => {
    const networks: HalfNetwork[] = []
    let epochs = 0
    for (const half of HALVES) {
      const network = await trainHalf(half, epochs)
      epochs += network.epochs
      networks.push(network)
    }
    const training = trainingOf(
      curve,
      networks.map(network => network.epochs),
      startedMs,
      input
    )
    const fusion: Fusion = {
      auto: standardOf(blocked),
      networks: networks.map(({ heldOut }) => standardOf(heldOut))
    }
    // By one network alone: its own standard is the one to use.
    const fuseHalf = (half: number, autoScore: number, score: number): number =>
      fuse({ auto: fusion.auto, networks: [fusion.networks[half] ?? fusion.auto] }, autoScore, [score])
    const heldOut = new Float64Array(own.length)
    for (const half of HALVES) {
      for (const [place, index] of inHalf(half).entries()) {
        heldOut[index] = fuseHalf(
          half,
          blocked[index] as number,
          networks[half]?.heldOut[place] ?? Number.NaN
        )
      }
    }
    const part = systemPartOf(
      own.map(({ id }, index) => ({ clipId: id, score: heldOut[index] as number })),
      auto.model.calibration.recordings,
      { blocks, fusion }
    )
    if (part.heldOut.length < own.length) {
      throw new AppError('degenerate-normals', 'The networks give some normals no score that is a number')
    }
    const without = await modelsWithoutBlocks(job)
    const before: number[] = []
    const after: number[] = []
    for (const half of HALVES) {
      for (const [place, { index, features }] of faultyOf(half).entries()) {
        signal.throwIfAborted()
        const model = without[blocks.ofClip[index] as number] as FusedModel
        const score = scoreFused(model, rowOf(await features())).score
        before.push(score)
        after.push(fuseHalf(half, score, networks[half]?.faulty[place] ?? Number.NaN))
      }
    }
    const autoOfSiblings = compared.map(({ features }) => auto.score(features).score)
    const check = checkOf(
      {
        threshold: auto.model.calibration.threshold,
        heldOut: blocked,
        synthetic: before,
        siblings: autoOfSiblings
      },
      {
        threshold: part.threshold,
        heldOut,
        synthetic: after,
        siblings: autoOfSiblings.map((score, index) =>
          fuse(
            fusion,
            score,
            networks.map(network => network.siblings[index] ?? Number.NaN)
          )
        )
      },
      blocks,
      input.siblings.map(({ sibling }) => sibling)
    )
    const scores = new Map(own.map(({ id }, index) => [id, heldOut[index] as number]))
    const saved = networks.map(network => network.saved)
    const engine = engineInUse() ?? 'javascript'
    return { id: SYSTEM, part, networks: saved, params, engine, training, check, scores, notes }
  })
}

/** Recording of each clip of the fit as a number. */
const recordingsOf = ({ model }: FittedAuto): Int32Array =>
  groupsOf(model.clips.map(({ group }) => ({ group })))

/** The default detector without each block, as its own held-out scores were made. */
const modelsWithoutBlocks = async ({ auto, input, signal }: SystemFitJob): Promise<FusedModel[]> => {
  const { clips, calibration } = auto.model
  const groups = recordingsOf(auto)
  const rows = clips.map(({ row }, index) => ({ views: row, group: groups[index] as number }))
  const models: FusedModel[] = []
  for (let block = 0; block < calibration.blocks.count; block++) {
    await setImmediate()
    signal.throwIfAborted()
    const rest = rows.filter((_, index) => calibration.blocks.ofClip[index] !== block)
    models.push(fitFused(rest, input.ignoreLevel).model)
  }
  return models
}
