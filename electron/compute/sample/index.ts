import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { encodeWav16 } from '../../audio/index.ts'
import type { TaskContext, TaskInput } from '../../contract/index.ts'
import { synthesiseClip } from './clip.ts'
import { SAMPLE_RATE_HZ } from './fan.ts'
import { planSample } from './plan.ts'

/** Writes the sample machine's clips as 16-bit WAV files below `dir`; same seed, same bytes. */
export const synthesise = async (
  input: TaskInput<'sample'>,
  context: TaskContext<'sample'>
): Promise<null> => {
  const plan = planSample(input.kind, input.seed)
  for (const folder of new Set(plan.map(clip => path.dirname(clip.file)))) {
    await mkdir(path.join(input.dir, folder), { recursive: true })
  }
  for (const [index, clip] of plan.entries()) {
    context.signal.throwIfAborted()
    await writeFile(path.join(input.dir, clip.file), encodeWav16([synthesiseClip(clip)], SAMPLE_RATE_HZ))
    context.emit({ file: clip.file, fault: clip.fault ?? null, faultLevelDb: clip.faultLevelDb ?? null })
    context.report((index + 1) / plan.length, `${index + 1} of ${plan.length} recordings made`)
  }
  return null
}
