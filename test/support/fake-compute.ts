import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { inspect } from '../../electron/compute/exchange/inspect.ts'
import { pack } from '../../electron/compute/exchange/pack.ts'
import { unpack } from '../../electron/compute/exchange/unpack.ts'
import { detectorFacts } from '../../electron/compute/tasks/detectors.ts'
import { unmeasured } from '../../electron/contract/engine-report.ts'
import {
  AppError,
  badgeSchema,
  type ClipRef,
  type ClipScore,
  type Compute,
  type TaskInput,
  type TaskItem,
  type TaskName,
  type TaskResult
} from '../../electron/contract/index.ts'

interface FakeRun<N extends TaskName> {
  readonly signal: AbortSignal
  emit(item: TaskItem<N>): void
  report(fraction: number, message: string): void
}

type FakeTask<N extends TaskName> = (input: TaskInput<N>, run: FakeRun<N>) => Promise<TaskResult<N>>
export type FakeTasks = { readonly [N in TaskName]: FakeTask<N> }

/** What a pretended audio file holds: JSON with what an analysis would find. */
const factsSchema = z.object({
  durationS: z.number().default(10),
  channels: z.number().default(1),
  levelDb: z.number().default(-30),
  bandwidthHz: z.number().default(8000),
  bextTime: z.string().nullable().default(null),
  badges: z.array(badgeSchema).default([]),
  score: z.number().default(0.2),
  /** Makes contents differ that are alike otherwise. */
  take: z.string().default('')
})
export type FakeFacts = z.input<typeof factsSchema>

const factsOf = async (file: string): Promise<z.output<typeof factsSchema>> => {
  try {
    const text = await readFile(file, 'utf8')
    // What the recorder wrote is real.
    return factsSchema.parse(text.startsWith('RIFF') ? {} : JSON.parse(text))
  } catch (cause) {
    throw new AppError('unreadable', `${path.basename(file)}: no audio`, { reason: 'no audio' }, { cause })
  }
}

/** Writes a pretended audio file. */
export const writeFakeFile = async (file: string, facts: FakeFacts = {}): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify({ take: path.basename(file), ...facts }))
}

const scoreOf = (clip: ClipRef, score: number, isHeldOut: boolean): ClipScore => ({
  clipId: clip.clipId,
  recordingId: clip.recordingId,
  score,
  pValue: 1 / (1 + Math.exp(score)),
  isHeldOut,
  views: [{ view: 'level', z: score, share: 1 }],
  bands: Array.from({ length: 64 }, () => 1 / 64),
  reasons: [{ code: 'louder-than-normal', params: { db: score } }],
  lane: {
    startS: clip.startS,
    stepS: 0.25,
    windowS: 1,
    values: [0, score],
    threshold: 1,
    peakS: clip.startS + 1
  }
})

const NO_CLIP: ClipRef = {
  clipId: '',
  recordingId: '',
  fileName: '',
  audioPath: '',
  channel: 1,
  startS: 0,
  lengthS: 10,
  featuresPath: ''
}

const prepare: FakeTask<'prepare'> = async (input, { emit, report, signal }) => {
  const known = new Set(input.knownSha256)
  for (const [index, { key, path: file }] of input.files.entries()) {
    signal.throwIfAborted()
    try {
      const facts = await factsOf(file)
      if (input.channel > facts.channels) throw new AppError('invalid', `no channel ${input.channel}`)
      const sha256 = createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
      if (known.has(sha256)) emit({ key, kind: 'duplicate', sha256 })
      else {
        known.add(sha256)
        const storedPath = `recordings/${sha256.slice(0, 2)}/${sha256}.wav`
        const target = path.join(input.dataDir, storedPath)
        if (input.copiesFiles) {
          await mkdir(path.dirname(target), { recursive: true })
          await copyFile(file, target)
        }
        const count = Math.floor(facts.durationS / input.clipLengthS)
        emit({
          key,
          kind: 'ready',
          sha256,
          storedPath,
          sizeBytes: (await stat(file)).size,
          container: 'wav',
          codec: 'pcm',
          sampleRateHz: 16_000,
          channels: facts.channels,
          bitDepth: 16,
          durationS: facts.durationS,
          bextTime: facts.bextTime,
          levelDb: facts.levelDb,
          bandwidthHz: facts.bandwidthHz,
          badges: count === 0 ? [...facts.badges, { code: 'too-short', params: {} }] : facts.badges,
          clips: Array.from({ length: count }, (_, clip) => ({
            index: clip,
            startS: clip * input.clipLengthS,
            lengthS: input.clipLengthS
          }))
        })
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      emit({
        key,
        kind: 'failed',
        error: { code: error.code, message: error.message, details: error.details }
      })
    }
    report((index + 1) / input.files.length, `${index + 1} of ${input.files.length} files`)
  }
  return null
}

/** Learns nothing, and answers what a fit would. */
export const fakeFit: FakeTask<'fit'> = async (input, { emit }) => {
  for (const clip of input.clips) {
    const { score } = await factsOf(clip.audioPath)
    emit({ kind: 'score', value: scoreOf(clip, score, true) })
  }
  await writeFile(
    path.join(input.modelDir, 'model.json'),
    JSON.stringify(input.clips.map(clip => clip.clipId))
  )
  return {
    params: { ignoreLevel: input.ignoreLevel },
    engine: 'fake',
    dataHash: 'hash',
    threshold: 1,
    monitorLine: 0.8,
    isProvisional: input.clips.length < 20,
    falseAlarms: { per100: 5, low: 2, high: 11, newConditionHigh: null },
    heldOutScores: input.clips.map(() => 0.2),
    usedClipIds: input.clips.map(clip => clip.clipId),
    excluded: [],
    warnings: [],
    bandHz: 8000,
    training: null,
    check: null
  }
}

const score: FakeTask<'score'> = async ({ clips }, { emit, signal }) => {
  for (const clip of clips) {
    signal.throwIfAborted()
    emit({ kind: 'score', value: scoreOf(clip, (await factsOf(clip.audioPath)).score, false) })
  }
  return null
}

const write = async (file: string): Promise<null> => {
  await writeFile(file, 'made')
  return null
}

const DEFAULTS: FakeTasks = {
  prepare,
  fit: fakeFit,
  score,
  probe: async ({ files }, { emit }) => {
    for (const { key, path: file } of files) {
      const facts = await factsOf(file).catch(() => undefined)
      if (facts) emit({ key, durationS: facts.durationS, channels: facts.channels, bextTime: facts.bextTime })
    }
    return null
  },
  scoreSamples: async () => ({ kind: 'score', value: scoreOf(NO_CLIP, 0.2, false) }),
  nearestNormal: async ({ modelDir }) => {
    const ids = z
      .array(z.string())
      .parse(JSON.parse(await readFile(path.join(modelDir, 'model.json'), 'utf8')))
    return ids[0] === undefined ? null : { clipId: ids[0] }
  },
  falseAlarmsAt: async ({ threshold }) => ({
    per100: 10 / threshold,
    low: 1,
    high: 20,
    newConditionHigh: 40
  }),
  newCondition: async ({ recent }) => {
    const flagged = recent.filter(({ isFlagged }) => isFlagged)
    return flagged.length < 5
      ? null
      : { recordingIds: flagged.map(({ recordingId }) => recordingId), correlation: 0.9 }
  },
  detect: async () => ({
    clipLengthS: 10,
    normals: 0,
    heldOut: 0,
    isProvisional: true,
    epochs: null,
    epochsAsked: null,
    engine: null,
    notes: []
  }),
  peaks: ({ outPath }) => write(outPath),
  listen: ({ outPath }) => write(outPath),
  spectrogram: async () => ({ bytes: new Uint8Array([1, 2, 3]) }),
  report: async ({ outPath }) => {
    await write(outPath)
    return { pages: 2, sizeBytes: 4 }
  },
  sample: async ({ dir }, { emit }) => {
    for (let index = 0; index < 6; index += 1) {
      const file = `normal/fan_2026090${index + 1}_081500.wav`
      await writeFakeFile(path.join(dir, file))
      emit({ file, fault: null, faultLevelDb: null })
    }
    await writeFakeFile(path.join(dir, 'check/fan_20260910_081500.wav'), { score: 5 })
    emit({ file: 'check/fan_20260910_081500.wav', fault: 'bearing', faultLevelDb: -6 })
    return null
  },
  dcase: async () => {
    throw new AppError('unsupported', 'The fake reads no data set')
  },
  evaluate: async () => {
    throw new AppError('unsupported', 'The fake reads no score files')
  },
  // Files are files, and facts are facts: these are the real ones.
  detectors: () => detectorFacts(),
  pack,
  inspect: ({ path: file, fileName }, { signal }) => inspect(file, fileName, signal),
  unpack,
  learningEngine: async () => ({
    engine: null,
    why: 'The fake has no engine.',
    matrixGflops: null,
    convolutionGradientGflops: null
  }),
  measureEngine: async ({ engine }) => unmeasured(engine, 'absent', 'The fake has no engine')
}

/** A compute process in memory, for tests of the core's rules; single tasks can be replaced. */
export const createFakeCompute = (
  replaced: Partial<FakeTasks> = {}
): Compute & { readonly ran: TaskName[] } => {
  const tasks: FakeTasks = { ...DEFAULTS, ...replaced }
  const ran: TaskName[] = []
  return {
    ran,
    run: async (name, input, options = {}) => {
      ran.push(name)
      const signal = options.signal ?? new AbortController().signal
      signal.throwIfAborted()
      return tasks[name](input, {
        signal,
        emit: item => options.onItem?.(item),
        report: (fraction, message) => options.onProgress?.(fraction, message)
      })
    },
    close: async () => undefined
  }
}
