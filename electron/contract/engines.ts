/**
 * The learning engines, and how one of them is chosen. Free of zod, like errors.ts: compute processes, the core and
 * the interface decide and speak by this one file.
 */
import { counted } from './counted.ts'
import { AppError } from './errors.ts'

/** The better one first. */
export const ENGINE_IDS = ['tensorflow-cuda', 'webgpu', 'tensorflow', 'wasm'] as const
export type EngineId = (typeof ENGINE_IDS)[number]

/** What a person can pin; `automatic` takes the first engine that works. */
export const ENGINE_CHOICES = ['automatic', ...ENGINE_IDS] as const
export type EngineChoice = (typeof ENGINE_CHOICES)[number]

export const ENGINE_NAMES: Readonly<Record<EngineId, string>> = {
  'tensorflow-cuda': 'TensorFlow (CUDA)',
  webgpu: 'WebGPU',
  tensorflow: 'TensorFlow (CPU)',
  wasm: 'WebAssembly'
}

/** `wasm` has no gradient of a convolution: it can only score. */
export type EngineWork = 'train' | 'score'
export const ENGINES_THAT_SCORE_ONLY: readonly EngineId[] = ['wasm']

/** An engine that was lost or broken before, and how that was told. */
export interface LostEngine {
  readonly id: EngineId
  readonly why: string
}

/** What a host tells a compute process of engines. */
export interface EngineWish {
  readonly choice: EngineChoice
  /** Not tried again. */
  readonly lost: readonly LostEngine[]
  /** What another process found out; not tried again either. */
  readonly found?: readonly EngineCandidate[]
  /** The host can open a hidden window, the only place of Electron with WebGPU. */
  readonly hasWindow?: boolean
}

/**
 * `details.reason` of an engine-lost with which a process sends its task elsewhere: to a hidden window, which alone has
 * WebGPU on the desktop; and from there back, with what was found out in `details.state`.
 */
export const IN_WINDOW_ONLY = 'in-window-only'
export const NOT_IN_WINDOW = 'not-in-window'

/**
 * What a thread of a processor is taken to reach in a convolution with its gradients, 10^9 operations a second: that of
 * a current desktop. An engine that was not seen to reach it on all threads together trains only where it is pinned.
 */
const GFLOPS_A_THREAD = 50

/** Of a convolution with its gradients, in 10^9 operations a second. */
export interface TrainingSpeed {
  readonly gflops: number
  /** What TensorFlow on the CPU would reach here. */
  readonly processorGflops: number
}

/** An estimate: to measure it, TensorFlow would have to be loaded. */
export const processorGflops = (threads: number): number => threads * GFLOPS_A_THREAD

/** Why an engine is not worth training on, with both figures; null where it is, or is the only one known. */
export const slownessOf = (state: EngineState): string | null => {
  if (state.kind !== 'works' || state.training === undefined) return null
  const { gflops, processorGflops: needed } = state.training
  if (gflops >= needed) return null
  const found = gflops < 10 ? gflops.toFixed(1) : gflops.toFixed(0)
  return `it trains with ${found} GFLOP/s here, and the processor is expected to reach ${needed.toFixed(0)}.`
}

/**
 * unknown: not tried yet. absent: nothing is here that it could run on, or it is not set up. failed: it is here and
 * does not work, which a person must hear.
 */
export type EngineState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'works'; readonly training?: TrainingSpeed }
  | { readonly kind: 'absent' | 'failed'; readonly why: string }

export interface EngineCandidate {
  readonly id: EngineId
  readonly state: EngineState
}

export type EngineDecision =
  /** Find out about this one, then decide again. */
  | { readonly kind: 'try'; readonly id: EngineId }
  | { readonly kind: 'use'; readonly id: EngineId; readonly messages: readonly string[] }
  | { readonly kind: 'none'; readonly why: string }

interface PassedOver extends LostEngine {
  readonly kind: 'absent' | 'failed' | 'slow'
}

/** Whether an engine is not worth this work: it trains slowly, and nobody pinned it. */
export const isTooSlow = (
  { id, state }: EngineCandidate,
  { choice, work }: { readonly choice: EngineChoice; readonly work: EngineWork }
): boolean => work === 'train' && id !== choice && slownessOf(state) !== null

const asSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/**
 * The engine to use, or the next one to find out about: the pinned one, then the better ones first. `messages` is
 * what a person must hear: why the pinned one is not used, which engine is broken, that the usual one is missing.
 */
export const chooseEngine = (
  candidates: readonly EngineCandidate[],
  { choice, work }: { readonly choice: EngineChoice; readonly work: EngineWork }
): EngineDecision => {
  // A slow engine comes last: it still trains where no other can.
  const isSlow = (candidate: EngineCandidate): boolean => isTooSlow(candidate, { choice, work })
  const rank = (candidate: EngineCandidate): number =>
    candidate.id === choice
      ? -1
      : ENGINE_IDS.indexOf(candidate.id) + (isSlow(candidate) ? ENGINE_IDS.length : 0)
  const slow = candidates
    .filter(isSlow)
    .map(({ id, state }): PassedOver => ({ id, kind: 'slow', why: slownessOf(state) ?? '' }))
  const passedOver: PassedOver[] = []
  for (const { id, state } of [...candidates].sort((a, b) => rank(a) - rank(b))) {
    if (work === 'train' && ENGINES_THAT_SCORE_ONLY.includes(id)) {
      passedOver.push({ id, kind: 'absent', why: 'it can only score, not train.' })
    } else if (state.kind === 'unknown') return { kind: 'try', id }
    else if (state.kind === 'works') {
      const better = [
        ...passedOver,
        ...slow.filter(other => ENGINE_IDS.indexOf(other.id) < ENGINE_IDS.indexOf(id))
      ]
      return { kind: 'use', id, messages: messagesOf(better, id, choice) }
    } else passedOver.push({ id, kind: state.kind, why: asSentence(state.why) })
  }
  const list = passedOver.map(({ id, why }) => `${ENGINE_NAMES[id]}: ${why}`)
  return { kind: 'none', why: ['No learning engine works here.', ...list].join('\n') }
}

const messagesOf = (passedOver: readonly PassedOver[], used: EngineId, choice: EngineChoice): string[] =>
  passedOver
    .filter(
      ({ id, kind }) =>
        id === choice || kind === 'failed' || kind === 'slow' || (id === 'tensorflow' && used === 'wasm')
    )
    .map(({ id, why }) => {
      const chosen = id === choice ? `${ENGINE_NAMES[id]} was chosen by hand` : ENGINE_NAMES[id]
      const not = id === choice ? 'but is not used' : 'is not used'
      return `${chosen} ${not}: ${why} ${ENGINE_NAMES[used]} computes instead.`
    })

/**
 * What EARSHOT_ENGINE says; null where it is not given.
 * @throws AppError invalid
 */
export const readEngineChoice = (text: string | undefined): EngineChoice | null => {
  if (text === undefined || text === '') return null
  const choice = ENGINE_CHOICES.find(known => known === text)
  if (choice !== undefined) return choice
  throw new AppError('invalid', `EARSHOT_ENGINE is ${text}; it can be ${ENGINE_CHOICES.join(', ')}`)
}

/** Where an engine computes: weights of one kind of device are not those of another. */
export const deviceKindOf = (id: EngineId): 'CPU' | 'GPU' =>
  id === 'tensorflow-cuda' || id === 'webgpu' ? 'GPU' : 'CPU'

/** An engine that a process has opened; `threads` is null where that is not ours to say (a GPU). */
export interface EngineInUse {
  readonly id: EngineId
  readonly threads: number | null
}

const withThreads = (name: string, threads: number | null): string =>
  threads === null ? name : `${name}, ${counted(threads, 'thread')}`

/**
 * How a model says what its weights were computed with: engine, kind of device, threads.
 * For example "tensorflow on the CPU, 2 threads".
 */
export const engineLabel = ({ id, threads }: EngineInUse): string =>
  withThreads(`${id} on the ${deviceKindOf(id)}`, threads)

/** What a label of `engineLabel` names; undefined for another one, such as "javascript". */
export const engineOfLabel = (label: string): EngineInUse | undefined => {
  const [, name, threads] = /^(\S+) on the [CG]PU(?:, (\d+) threads?)?$/.exec(label) ?? []
  const id = ENGINE_IDS.find(known => known === name)
  return id === undefined ? undefined : { id, threads: threads === undefined ? null : Number(threads) }
}

/** The same for a person: "TensorFlow (CPU), 2 threads". */
export const engineText = ({ id, threads }: EngineInUse): string => withThreads(ENGINE_NAMES[id], threads)
