import type { CaptureBlock } from './block-assembler.ts'
import type { CaptureOptions } from './capture-worklet.ts'
import workletUrl from './capture-worklet.ts?worker&url'
import type { ReaderOptions, SoundReader } from './sound-reader.ts'

/**
 * Reads a track on the audio thread. Its context follows the clock of the output: where that and the device's drift
 * apart, or the computer is too busy, there are drop-outs; the counter and the assembler notice them.
 */
export const readByWorklet = async ({
  track,
  channels,
  sampleRateHz,
  blockFrames,
  onBlock
}: ReaderOptions): Promise<SoundReader> => {
  // At the device's own rate nothing is resampled: every sample arrives as the device made it.
  const context = new AudioContext({ sampleRate: sampleRateHz, latencyHint: 'balanced' })
  const close = (): void => {
    context.close().catch((error: unknown) => console.warn('The audio context was not closed', error))
  }
  try {
    await context.audioWorklet.addModule(workletUrl)
    const processorOptions: CaptureOptions = { channels, blockFrames }
    const node = new AudioWorkletNode(context, 'earshot-capture', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: channels,
      channelCountMode: 'explicit',
      channelInterpretation: 'discrete',
      processorOptions
    })
    node.port.onmessage = (message: MessageEvent<CaptureBlock>) => onBlock(message.data)
    context.createMediaStreamSource(new MediaStream([track])).connect(node)
    // Its output is silence; only what leads to the destination is computed in every browser.
    node.connect(context.destination)
    await context.resume()
    return { sampleRateHz: context.sampleRate, close }
  } catch (error) {
    close()
    throw error
  }
}
