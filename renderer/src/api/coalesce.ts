/** Calls `work` once, `delayMs` after the first of a burst of calls. */
export const coalesce = (work: () => void, delayMs: number): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      work()
    }, delayMs)
  }
}
