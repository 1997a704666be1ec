/** One training or scoring step that is measured. */
export interface Workload {
  readonly workload: 'ae' | 'dual-branch' | 'memcae' | 'log-mel' | 'log-mel-librosa'
  readonly batch: number
  readonly mode: 'train' | 'score'
  /** Ours may take at most so much of the peer's CPU time, on an idle machine. */
  readonly most: number
}

export const WORKLOADS: readonly Workload[] = [
  { workload: 'ae', batch: 256, mode: 'train', most: 1.25 },
  { workload: 'ae', batch: 1024, mode: 'train', most: 1.0 },
  { workload: 'dual-branch', batch: 8, mode: 'train', most: 0.8 },
  { workload: 'dual-branch', batch: 16, mode: 'train', most: 0.8 },
  { workload: 'dual-branch', batch: 32, mode: 'train', most: 0.8 },
  { workload: 'dual-branch', batch: 1, mode: 'score', most: 1.0 },
  { workload: 'dual-branch', batch: 8, mode: 'score', most: 0.8 },
  { workload: 'memcae', batch: 8, mode: 'train', most: 0.8 },
  { workload: 'memcae', batch: 8, mode: 'score', most: 0.8 },
  { workload: 'log-mel', batch: 1, mode: 'score', most: 1.5 },
  // The same beside librosa in place of PyTorch.
  { workload: 'log-mel-librosa', batch: 1, mode: 'score', most: 0.2 }
]

/** `dual-branch train 8`. */
export const nameOf = ({ workload, batch, mode }: Workload): string => `${workload} ${mode} ${batch}`
