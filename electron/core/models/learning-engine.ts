import type { LearningEngine } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { engineChoiceNow } from '../system/pinned-compute.ts'

/** Asks once what networks are trained on here, and again after a person has chosen another engine. */
export const createEngineQuestion = ({
  compute,
  store,
  log
}: Pick<CoreContext, 'compute' | 'store' | 'log'>): (() => Promise<LearningEngine>) => {
  let known: { readonly choice: string; readonly answer: Promise<LearningEngine> } | undefined
  return async () => {
    const choice = await engineChoiceNow(store)
    if (known?.choice === choice) return known.answer
    const answer = compute.run('learningEngine', {}, { engine: choice })
    known = { choice, answer }
    return answer.catch((error: unknown) => {
      // What went wrong this time may not go wrong the next time.
      known = undefined
      log('warn', 'The learning engine could not be asked', error)
      throw error
    })
  }
}
