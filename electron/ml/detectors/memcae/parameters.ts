import { MEMORY_AUTOENCODER } from '../../models/memory-autoencoder.ts'
import type { MemoryAutoencoderOptions } from '../../models/memory-autoencoder.ts'
import type { ParameterSpecs, ParameterValues } from '../parameters.ts'

const REPORT = 'report on MemCAE, DCASE 2024 Task 2'
const MEMAE = 'MemAE, ICCV 2019'

/** Parameters of `memcae`. */
export const MEMCAE_PARAMETERS = {
  reading: {
    kind: 'choice',
    default: 'b',
    choices: ['a', 'b'],
    text:
      'what C = 2000 in the report means. a: the memory has 100 vectors of 2000 numbers, with 1 x 1 convolutions ' +
      'there and back; b: 2000 vectors of as many numbers as the encoder has channels',
    source: `${REPORT}, which names neither the number of vectors nor the layers; b: as ${MEMAE}`
  },
  slots: {
    kind: 'whole',
    default: 0,
    least: 0,
    most: 20_000,
    text: 'vectors in the memory; 0: as the reading has it',
    source: `a: choice; b: ${MEMAE}`
  },
  slotSize: {
    kind: 'whole',
    default: 0,
    least: 0,
    most: 8192,
    text: "numbers of a vector; 0: as the reading has it. Other than the encoder's channels: 1 x 1 convolutions",
    source: `a: ${REPORT}; b: ${MEMAE}`
  },
  speedChange: {
    kind: 'number',
    default: 0.1,
    least: 0,
    most: 0.5,
    text: 'each clip is learned from played slower and faster by this share too; 0: only as it is',
    source: `speed perturbation: ${REPORT}; the factors 0.9 and 1.1: choice, usual for speech`
  },
  epochs: {
    kind: 'whole',
    default: 100,
    least: 1,
    most: 10_000,
    text: 'passes over all clips; a time budget may end the training earlier',
    source: REPORT
  },
  batch: { kind: 'whole', default: 8, least: 2, most: 256, text: 'clips of a step', source: REPORT },
  learningRate: {
    kind: 'number',
    default: 1e-3,
    least: 1e-7,
    most: 1,
    text: 'step size of Adam',
    source: REPORT
  },
  holdOut: {
    kind: 'number',
    default: 0.2,
    least: 0,
    most: 0.5,
    text:
      'share of the recordings that the network is not trained on: the threshold comes from them alone. 0, and fewer ' +
      'than 20 recordings: none, and the threshold errs low',
    source: 'choice: a network without each part of the recordings would take hours'
  },
  width: {
    kind: 'number',
    default: 1,
    least: 0.05,
    most: 2,
    text: 'factor on the 16, 32, 64 and 128 filters of the network',
    source: 'layers and filters: choice'
  }
} as const satisfies ParameterSpecs

export type MemcaeParameters = ParameterValues<typeof MEMCAE_PARAMETERS>

/** Sizes of the network that parameters ask for. */
export const networkSizes = ({
  reading,
  slots,
  slotSize,
  width
}: MemcaeParameters): MemoryAutoencoderOptions => {
  const full = MEMORY_AUTOENCODER[reading]
  const channels = full.channels.map(count => Math.max(1, Math.round(width * count)))
  const ownSize = reading === 'a' ? full.slotSize : (channels.at(-1) ?? 1)
  return { channels, slots: slots || full.slots, slotSize: slotSize || ownSize }
}
