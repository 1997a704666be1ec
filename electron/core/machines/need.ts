import { AppError, type Machine } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'

/** @throws AppError not-found */
export const needMachine = async (store: Pick<Store, 'machines'>, machineId: string): Promise<Machine> => {
  const machine = await store.machines.get(machineId)
  if (!machine) throw new AppError('not-found', 'There is no such machine', { machineId })
  return machine
}
