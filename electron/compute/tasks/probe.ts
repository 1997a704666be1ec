import { probeAudio } from '../../audio/open-audio.ts'
import { AppError } from '../../contract/errors.ts'
import type { PrepareFile } from '../../contract/compute.ts'
import type { TaskRunner } from '../serve.ts'

/** Headers are small: what takes time is waiting for the disk. */
const AT_ONCE = 16

/** Lengths, channels and times from the files' headers; files that cannot be read are left out. */
export const probe: TaskRunner<'probe'> = async ({ files }, { signal, report, emit }) => {
  let done = 0
  const probeOne = async ({ key, path }: PrepareFile): Promise<void> => {
    try {
      const { durationS, channels, recordedAt = null } = await probeAudio(path)
      emit({ key, durationS, channels, bextTime: recordedAt })
    } catch (error) {
      // The import itself names the file and the reason; a plan only needs those that can be read.
      if (!(error instanceof AppError)) throw error
    }
    done++
    report(done / files.length, `${done} of ${files.length} files`)
  }
  const rest = files.values()
  const probeRest = async (): Promise<void> => {
    for (const file of rest) {
      signal.throwIfAborted()
      await probeOne(file)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, probeRest))
  return null
}
