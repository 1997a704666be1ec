/** Runs bodies one after another. */
export type Mutex = <T>(body: () => Promise<T>) => Promise<T>

/** A mutex: each body starts when the one before has ended, however that ended. */
export const createMutex = (): Mutex => {
  let tail: Promise<unknown> = Promise.resolve()
  return body => {
    const turn = tail.then(body, body)
    // The caller gets the error from `turn`; the queue only waits.
    tail = turn.catch(() => undefined)
    return turn
  }
}
