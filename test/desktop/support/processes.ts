import { readdirSync, readFileSync } from 'node:fs'

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap(task =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  )

/** A process and everything it started, as the system knows them (Linux). */
export const processTree = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(processTree)]

/** Memory of processes in MiB, what they share counted once (proportional set size). */
export const proportionalMb = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    return sum + Number(line?.[1] ?? 0) / 1024
  }, 0)

/** Whether a process is still there; one that has ended and is not collected yet is not. */
export const isAlive = (pid: number): boolean => {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    // Its folder goes with it, and so does who could be sent a signal.
    return false
  }
}
