import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { Input, MethodName, Output } from '../../../electron/contract/index.ts'
import type { Job } from '../../../electron/contract/jobs.ts'
import { writeNoiseWav } from '../../support/wav-files.ts'
import './bridge.ts'

/** A call through the page's bridge. @throws Error with the code and the message of the answer */
export const call = async <N extends MethodName>(
  page: Page,
  name: N,
  input: Input<N>
): Promise<Output<N>> => {
  const text = await page.evaluate(([name, input]) => window.earshot.call(name, input), [
    name,
    JSON.stringify(input)
  ] as const)
  const { value, error } = JSON.parse(text) as { value: Output<N>; error?: { code: string; message: string } }
  if (error !== undefined) throw new Error(`${error.code}: ${error.message}`)
  return value
}

/** Waits for the end of a job and answers it. */
export const ended = (page: Page, jobId: string): Promise<Job> =>
  vi.waitFor(
    async () => {
      const job = await call(page, 'jobs.get', { jobId })
      if (job.endedAt === null) throw new Error(`The job ${job.kind} has not ended`)
      return job
    },
    { timeout: 60_000, interval: 100 }
  )

export interface NoiseMachine {
  readonly machineId: string
  readonly recordingIds: readonly string[]
  readonly files: readonly string[]
}

/** A machine with seeded noise as its normal recordings, 16-kHz mono. */
export const noiseMachine = async (
  page: Page,
  folder: string,
  { name = 'Pump', count = 12, seconds = 2 } = {}
): Promise<NoiseMachine> => {
  const files = Array.from({ length: count }, (_, index) =>
    writeNoiseWav(`${folder}/normal/n${String(index).padStart(2, '0')}.wav`, index, { seconds })
  )
  const { id: machineId } = await call(page, 'machines.create', { name })
  const { planId } = await call(page, 'imports.plan', { machineId, source: { paths: [`${folder}/normal`] } })
  const { jobId } = await call(page, 'imports.start', {
    planId,
    label: 'normal',
    clipLengthS: Math.min(seconds, 10)
  })
  expect(await ended(page, jobId)).toMatchObject({ state: 'done' })
  const { recordingIds } = await call(page, 'recordings.ids', { machineId })
  return { machineId, recordingIds, files }
}
