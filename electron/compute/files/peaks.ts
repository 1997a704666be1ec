import type { PeakSums } from '../../audio/peaks.ts'
import { writeAtomically } from '../../files/atomic.ts'

/** Puts the peaks of one channel into the cache: min-max pairs, Int8. */
export const writePeaks = (outPath: string, peaks: PeakSums): Promise<void> =>
  writeAtomically(outPath, 'cache', async file => {
    await file.write(peaks.result().data)
  })
