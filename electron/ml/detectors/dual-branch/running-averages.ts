import type { Engine } from '../../engine/engine.ts'
import { AVERAGING } from '../../layers/normalisation.ts'
import type { ParameterSet } from '../../layers/parameter-set.ts'

/**
 * Takes the values that running averages began with (mean 0, variance 1) out of them, as Adam does with its moments:
 * after t steps they still have the weight (1 - averaging)^t, which is a fifth after 150 steps, as many as a small
 * machine gets. The project's choice; with long trainings it changes nothing.
 */
export const withoutStart = ({ tf }: Engine, parameters: ParameterSet, steps: number): void => {
  if (steps === 0) return
  parameters.onRead()
  const rest = (1 - AVERAGING) ** steps
  tf.tidy(() => {
    for (const { name, variable } of parameters.states) {
      const start = name.endsWith('/variance') ? rest : 0
      variable.assign(tf.div(tf.sub(variable, start), 1 - rest))
    }
  })
  parameters.onWrite()
}
