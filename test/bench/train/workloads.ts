/** One training or scoring step that is measured. */
export interface Workload {
  readonly workload: 'ae' | 'dual-branch' | 'memcae' | 'log-mel'
  readonly batch: number
  readonly mode: 'train' | 'score'
}

export const WORKLOADS: readonly Workload[] = [
  { workload: 'ae', batch: 256, mode: 'train' },
  { workload: 'ae', batch: 1024, mode: 'train' },
  { workload: 'dual-branch', batch: 8, mode: 'train' },
  { workload: 'dual-branch', batch: 16, mode: 'train' },
  { workload: 'dual-branch', batch: 32, mode: 'train' },
  { workload: 'dual-branch', batch: 1, mode: 'score' },
  { workload: 'dual-branch', batch: 8, mode: 'score' },
  { workload: 'memcae', batch: 8, mode: 'train' },
  { workload: 'memcae', batch: 8, mode: 'score' },
  { workload: 'log-mel', batch: 1, mode: 'score' }
]

/** `dual-branch train 8`. */
export const nameOf = ({ workload, batch, mode }: Workload): string => `${workload} ${mode} ${batch}`
