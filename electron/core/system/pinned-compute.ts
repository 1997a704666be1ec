import type { Compute, TaskName } from '../../contract/compute.ts'
import type { EngineChoice, EngineInUse } from '../../contract/engines.ts'
import { readEngineChoice } from '../../contract/engines.ts'
import type { Store } from '../../store/index.ts'
import { readSettings } from './settings.ts'

/** Tasks that may open a learning engine. */
const WITH_ENGINE: readonly TaskName[] = ['fit', 'score', 'scoreSamples', 'nearestNormal']

/** The engine to use now: EARSHOT_ENGINE, else what the settings say. @throws AppError invalid */
export const engineChoiceNow = async (
  store: Pick<Store, 'settings'>,
  env: NodeJS.ProcessEnv = process.env
): Promise<EngineChoice> => readEngineChoice(env.EARSHOT_ENGINE) ?? (await readSettings(store)).engine

/**
 * The same compute, which tells every task that may need a learning engine which one a person pinned. Where that is
 * lost, a task that says nothing of it (a short question) is asked again on the next one; the host writes the log.
 * `onEngine` hears which engine a process of any task has opened.
 */
export const pinnedCompute = (
  compute: Compute,
  store: Pick<Store, 'settings'>,
  onEngine: (engine: EngineInUse) => void = () => undefined
): Compute => ({
  run: async (name, input, options = {}) => {
    // Measuring opens engines one after the other: none of them is in use for that.
    const heard = name === 'measureEngine' ? options : { onEngine, ...options }
    return WITH_ENGINE.includes(name) && options.engine === undefined
      ? compute.run(name, input, {
          onEngineLost: () => undefined,
          ...heard,
          engine: await engineChoiceNow(store)
        })
      : compute.run(name, input, heard)
  },
  close: () => compute.close()
})
