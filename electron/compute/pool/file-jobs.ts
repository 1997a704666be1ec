import type { FileJob } from './file-job.ts'

/** What can be done with many files at once, by name; loaded in each thread when first wanted. */
export const fileJobs = {
  prepare: async () => (await import('../files/prepare-file.ts')).prepareFile,
  features: async () => (await import('../files/clip-features.ts')).clipFeatures,
  score: async () => (await import('../files/score-clips.ts')).scoreClips,
  detect: async () => (await import('../files/detect-file.ts')).detectFile
} as const

export type FileJobName = keyof typeof fileJobs
type JobOf<N extends FileJobName> = Awaited<ReturnType<(typeof fileJobs)[N]>>
export type SharedOf<N extends FileJobName> = JobOf<N> extends FileJob<infer S, never, unknown> ? S : never
export type InputOf<N extends FileJobName> = Parameters<ReturnType<JobOf<N>>>[0]
export type OutputOf<N extends FileJobName> = Awaited<ReturnType<ReturnType<JobOf<N>>>>
