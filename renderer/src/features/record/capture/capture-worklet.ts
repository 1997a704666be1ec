import { createBlockAssembler, type BlockAssembler } from './block-assembler.ts'

// The scope of an audio worklet is not among TypeScript's libraries.
declare const currentFrame: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare const registerProcessor: (
  name: string,
  processor: new (options: { readonly processorOptions: CaptureOptions }) => AudioWorkletProcessor
) => void

export interface CaptureOptions {
  readonly channels: number
  readonly blockFrames: number
}

/** Frames of a render quantum where no channel tells it. */
const QUANTUM = 128

/** Runs on the audio thread: hands over what the microphone gave, unchanged, with the frame counter. */
class CaptureProcessor extends AudioWorkletProcessor {
  readonly #assembler: BlockAssembler

  constructor(options: { readonly processorOptions: CaptureOptions }) {
    super()
    const { channels, blockFrames } = options.processorOptions
    this.#assembler = createBlockAssembler(channels, blockFrames, block =>
      this.port.postMessage(block, [block.samples.buffer])
    )
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const input = inputs[0] ?? []
    this.#assembler.push(input, currentFrame, input[0]?.length ?? QUANTUM)
    return true
  }
}

registerProcessor('earshot-capture', CaptureProcessor)
