import { AppError } from '../../contract/index.ts'
import type { Store, StoredModel } from '../../store/index.ts'

/** @throws AppError not-found */
export const needModel = async (store: Pick<Store, 'models'>, modelId: string): Promise<StoredModel> => {
  const model = await store.models.get(modelId)
  if (!model) throw new AppError('not-found', 'There is no such model', { modelId })
  return model
}
