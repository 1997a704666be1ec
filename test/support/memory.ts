import { readdirSync, readFileSync } from 'node:fs'

const rssOf = (pid: number | string): number => {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m)
  return Number(line?.[1] ?? 0) / 1024
}

const childrenOf = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/task`).flatMap(task =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean)
  )

/** Memory of this process and its direct children in MiB (resident), 0 where the system does not tell. */
export const residentMb = (): number => {
  try {
    return childrenOf(process.pid).reduce((sum, pid) => sum + rssOf(pid), rssOf(process.pid))
  } catch {
    // A child may end between being listed and being read; the next look counts.
    return 0
  }
}
