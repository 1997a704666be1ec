import { openEngine } from '../../electron/ml/engine/engine.ts'
import type { Engine } from '../../electron/ml/engine/engine.ts'

/** The engine of a test process, on as many threads as EARSHOT_TEST_THREADS says; else on all of the computer's. */
export const openTestEngine = (): Promise<Engine> => {
  const threads = Number(process.env.EARSHOT_TEST_THREADS)
  return openEngine(threads > 0 ? { threads } : {})
}
