import type { EngineCandidate, EngineId, EngineState } from '../../contract/engines.ts'
import { ENGINE_IDS, NOT_IN_WINDOW, chooseEngine, isTooSlow } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { Engine, EngineOptions } from './engine-types.ts'
import { setOpenedEngine } from './in-use.ts'
import type { OpenedEngine } from './in-use.ts'
import { isInWindow } from './in-window.ts'
import { OPENERS } from './openers.ts'
import type { ClosableEngine } from './openers.ts'
import { tryEngine } from './try-engine.ts'
import { engineWish } from './wish.ts'

export type { Engine, EngineOptions } from './engine-types.ts'

let opening: Promise<OpenedEngine> | null = null

/**
 * Opens the learning engine of this process, or gives the one that is open: the pinned one, else the best that
 * works. Threads and determinism are settled when the library is loaded.
 * @throws AppError engine-missing with a line for each engine; engine-lost where the choice must begin again in
 *   another process; conflict where it is open with other threads
 */
export const openEngine = async (options: EngineOptions = {}): Promise<Engine> => {
  opening ??= choose(options)
  const { engine, messages } = await opening.catch((error: unknown) => {
    opening = null
    throw error
  })
  const { threads = engine.threads, deterministic = engine.isDeterministic, work = 'train' } = options
  const hasOtherThreads = engine.threads !== null && threads !== engine.threads
  if (hasOtherThreads || (engine.id === 'tensorflow' && deterministic !== engine.isDeterministic)) {
    throw new AppError('conflict', 'The engine is already open with other settings', {
      threads: engine.threads,
      deterministic: engine.isDeterministic
    })
  }
  if (work === 'train' && !engine.canTrain) {
    throw new AppError('engine-missing', ['No engine here can train.', ...messages].join('\n'))
  }
  for (const message of messages) options.warn?.(message)
  return engine
}

const choose = async (options: EngineOptions): Promise<OpenedEngine> => {
  const wish = engineWish()
  const choice = options.prefer ?? wish.choice
  const work = options.work ?? 'train'
  const states = new Map<EngineId, EngineState>([
    ...(wish.found ?? []).map(({ id, state }) => [id, state] as const),
    ...wish.lost.map(({ id, why }) => [id, { kind: 'failed', why }] as const)
  ])
  let last: ClosableEngine | null = null
  for (;;) {
    const candidates = ENGINE_IDS.map((id): EngineCandidate => ({
      id,
      state: states.get(id) ?? { kind: 'unknown' }
    }))
    const decision = chooseEngine(candidates, { choice, work })
    if (decision.kind === 'none') throw new AppError('engine-missing', decision.why)
    if (decision.kind === 'try') {
      const { id } = decision
      // Two engines do not get on in one process; this one was too slow.
      last?.close?.()
      const { state, engine } = await tryEngine(id, OPENERS[id], { ...options, prefer: choice })
      const isUseless = state.kind !== 'works' || isTooSlow({ id, state }, { choice, work })
      if (id === 'webgpu' && isInWindow() && isUseless) {
        // The window was opened for WebGPU: the other engines work in a process.
        throw new AppError('engine-lost', 'WebGPU is not used in this window', {
          reason: NOT_IN_WINDOW,
          state
        })
      }
      states.set(id, state)
      last = engine
      continue
    }
    // A slow engine was closed to make room for one that then did not work.
    const engine: Engine =
      last?.id === decision.id ? last : await OPENERS[decision.id]({ ...options, prefer: choice })
    const result = { engine, messages: decision.messages }
    setOpenedEngine(result)
    return result
  }
}
