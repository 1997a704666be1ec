import { counted } from '../contract/counted.ts'
import { epochsText } from '../contract/networks.ts'
import { FULL_CLIPS } from '../core/models/fit-set.ts'

/** Said where too few held-out scores stand behind a threshold: how many there are, and of how many normals. */
export const provisionalRemark = (heldOut: number, normals: number): string => {
  const recordings = FULL_CLIPS / 2
  return `Provisional: the threshold rests on ${counted(heldOut, 'held-out clip')}, of ${counted(normals, 'normal recording')}; it is firm from ${FULL_CLIPS} held-out clips of ${recordings} recordings on.`
}

/**
 * "30 epochs", "2 networks, 15 epochs each"; where the time limit (seconds) ended a training, "5 of 100 epochs, ended
 * by the time limit of 0.2 minutes".
 */
export const trainedText = (
  byNetwork: readonly number[],
  asked: number | null,
  budgetS: number | null
): string => {
  const text = epochsText(byNetwork)
  if (budgetS === null || asked === null || byNetwork.every(epochs => epochs >= asked)) return text
  const minutes = counted(Number((budgetS / 60).toPrecision(3)), 'minute')
  return `${text.replace(/ epochs?/u, ` of ${counted(asked, 'epoch')}`)}, ended by the time limit of ${minutes}`
}
