import type { JobKind } from '../../contract/index.ts'

/** What a running job gets. */
export interface JobContext {
  readonly jobId: string
  readonly signal: AbortSignal
  /** Fraction 0 to 1 of the whole job and a sentence part such as "312 of 1000 files". */
  report(fraction: number, message: string): void
  /** What is done so far; kept as the result when the job does not reach its end. */
  keep(partial: Record<string, unknown>): void
}

/** A part of a job's progress bar: fractions 0 to 1 become `from` to `to`. */
export const span = (job: JobContext, from: number, to: number): JobContext => ({
  ...job,
  report: (fraction, message) => job.report(from + (to - from) * fraction, message)
})

/** How each kind of job runs; the input is what was stored, to be validated by the kind. */
export type JobBodies = {
  readonly [K in JobKind]: (input: unknown, job: JobContext) => Promise<Record<string, unknown>>
}
