import type { RunOptions, TaskInput, TaskItem, TaskName, TaskResult } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { createBatcher } from './batcher.ts'
import type { JobContext } from './job-context.ts'

/**
 * Runs a compute task of a job and commits its items in batches while it goes on. Items that came before a
 * cancel or a failure are committed too. A failed commit ends the task. With `onEngineLost` the task may begin again:
 * then an item can come twice, and the later one counts.
 */
export const runBatched = async <N extends TaskName>(
  { compute }: CoreContext,
  job: JobContext,
  name: N,
  input: TaskInput<N>,
  commit: (items: readonly TaskItem<N>[]) => Promise<void>,
  options: Pick<RunOptions<N>, 'onEngineLost'> = {}
): Promise<TaskResult<N>> => {
  const broken = new AbortController()
  const batcher = createBatcher(commit, () => broken.abort())
  const outcome = await compute
    .run(name, input, {
      ...options,
      signal: AbortSignal.any([job.signal, broken.signal]),
      onProgress: job.report,
      onItem: item => batcher.add(item)
    })
    .then(
      value => ({ value }),
      (error: unknown) => ({ error })
    )
  await batcher.finish()
  if ('error' in outcome) throw outcome.error
  return outcome.value
}
