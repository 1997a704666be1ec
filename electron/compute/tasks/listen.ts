import { writeListenFile } from '../../audio/wav/listen-file.ts'
import { makeAtomically } from '../../files/atomic.ts'
import type { TaskRunner } from '../serve.ts'

/** Makes what the player plays: one channel as 16-bit WAV at its own rate. */
export const listen: TaskRunner<'listen'> = async ({ audioPath, channel, outPath }, { signal }) => {
  await makeAtomically(outPath, 'cache', temporary => writeListenFile(audioPath, channel, temporary, signal))
  return null
}
