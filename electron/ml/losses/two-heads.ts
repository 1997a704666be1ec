import type { Tensor } from '../engine/types.ts'
import type { Build } from '../layers/layer.ts'
import { subClusterAdaCos } from './sub-cluster-adacos.ts'
import type { AdaCosOptions } from './sub-cluster-adacos.ts'

export interface TwoHeadsOptions extends Omit<AdaCosOptions, 'classes'> {
  /** Classes of machine and attributes together. */
  readonly jointClasses: number
  readonly machineClasses: number
}

/** Loss of an embedding by labels of the joint class and of the machine. */
export type TwoHeadsLoss = (embedding: Tensor, joint: Tensor, machine: Tensor, isTraining: boolean) => Tensor

/** Cross-entropy of the joint class plus that of the machine, each by its own sub-cluster AdaCos. */
export const twoHeads = (build: Build, options: TwoHeadsOptions): TwoHeadsLoss => {
  const { jointClasses, machineClasses, ...shared } = options
  const jointLoss = subClusterAdaCos(build, 'loss/joint', { ...shared, classes: jointClasses })
  const machineLoss = subClusterAdaCos(build, 'loss/machine', { ...shared, classes: machineClasses })
  return (embedding, joint, machine, isTraining) =>
    build.engine.tf.add(jointLoss(embedding, joint, isTraining), machineLoss(embedding, machine, isTraining))
}
