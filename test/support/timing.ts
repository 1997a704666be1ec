/** Long enough for the system to give other processes their turns. */
const PROBE_MS = 300

/** How much longer work takes just now because other processes want the processor too; 1 on an idle machine. */
const crowding = (): number => {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  while (performance.now() - startedMs < PROBE_MS);
  const wallMs = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  return Math.max(1, wallMs / ((user + system) / 1000))
}

/**
 * Wall time in milliseconds of some work, as if the machine were idle: on a crowded one it is divided by how
 * crowded it was, looked at before and after.
 */
export const idleTimeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = crowding()
  const startedMs = performance.now()
  await work()
  const elapsedMs = performance.now() - startedMs
  return elapsedMs / ((before + crowding()) / 2)
}
