import type { FitOutcome, Model, ParsedInput, StoreDetectorId } from '../../contract/index.ts'
import type { Repositories } from '../../store/index.ts'

type Order = ParsedInput<'models.fit'>

/** Of the version in force; what the parameters of another detector say of `auto` beside it is found anew. */
const asBefore = ({ detector, params, seed, training }: Model): Partial<Order> => {
  if (detector === 'auto') return { detector }
  const own = Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'auto'))
  return { detector, params: own, seed, budgetS: training?.budgetS ?? null }
}

/** The order in full: one that asks for the same again gets what the version in force was fitted with. */
export const fullOrder = async ({ models }: Pick<Repositories, 'models'>, order: Order): Promise<Order> => {
  if (!order.again) return order
  const current = (await models.ofMachine(order.machineId)).find(({ isCurrent }) => isCurrent)
  return { ...order, detector: 'auto', params: {}, ...(current && asBefore(current)) }
}

/** Whether a new version takes the place of the one in force, whose detector is given, without a person's word. */
export const takesOver = (
  { again, detector }: Pick<Order, 'again' | 'detector'>,
  { check }: Pick<FitOutcome, 'check'>,
  inForce: StoreDetectorId | null
): boolean => {
  if (inForce === null) return true
  return again ? inForce === detector && check?.holds !== false : detector === 'auto'
}
