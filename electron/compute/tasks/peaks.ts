import { createPeakSums } from '../../audio/peaks.ts'
import { pour, withAudio } from '../files/audio-pass.ts'
import { writePeaks } from '../files/peaks.ts'
import type { TaskRunner } from '../serve.ts'

/** Makes the peaks of one channel again, for a cache that has been emptied. */
export const peaks: TaskRunner<'peaks'> = async ({ audioPath, channel, outPath }, { signal }) => {
  await withAudio(audioPath, async reader => {
    const sums = createPeakSums(reader.info.sampleRateHz)
    await pour(reader, channel, signal, [sums])
    await writePeaks(outPath, sums)
  })
  return null
}
