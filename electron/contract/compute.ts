/**
 * What the host and a compute process say to each other. Both ends are ours and of one version, so these are
 * plain types. Messages go by structured clone (typed arrays travel as they are). Paths are absolute.
 */
export type * from './compute/clips.ts'
export type * from './compute/detect.ts'
export type * from './compute/fit.ts'
export type * from './compute/host.ts'
export type * from './compute/messages.ts'
export type * from './compute/prepare.ts'
export type * from './compute/tasks.ts'
