import { AppError } from '../../contract/errors.ts'
import { openEngine } from '../../ml/engine/engine.ts'
import { engineInUse } from '../../ml/engine/in-use.ts'
import { measureSpeed } from '../../ml/engine/probe.ts'
import type { TaskRunner } from '../serve.ts'

/** Opens the engine that a training would use and measures it, or says why there is none. */
export const learningEngine: TaskRunner<'learningEngine'> = async () => {
  try {
    const { tf, canTrain } = await openEngine()
    return { engine: engineInUse(), why: null, ...(await measureSpeed(tf, canTrain)) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'engine-missing') throw error
    const why = error.message
    return { engine: null, why, matrixGflops: null, convolutionGradientGflops: null }
  }
}
