/** Gathers items and hands them on in batches, one batch at a time. */
export interface Batcher<T> {
  add(item: T): void
  /** Hands on what is left and waits for all batches. @throws what a batch threw */
  finish(): Promise<void>
}

const MAX_ITEMS = 100
const MAX_WAIT_MS = 500

/**
 * A batch goes on when it has 100 items or its first item has waited half a second: each costs a transaction,
 * and what is not committed is not kept when the process dies. After a failed batch `onError` is called once and
 * nothing further is handed on.
 */
export const createBatcher = <T>(
  handOn: (items: readonly T[]) => Promise<void>,
  onError: () => void
): Batcher<T> => {
  let items: T[] = []
  let timer: NodeJS.Timeout | undefined
  let tail: Promise<void> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const batch = items
    items = []
    if (batch.length === 0) return
    tail = tail.then(async () => {
      if (failure) return
      try {
        await handOn(batch)
      } catch (error) {
        failure = { error }
        onError()
      }
    })
  }

  return {
    add: item => {
      items.push(item)
      if (items.length >= MAX_ITEMS) flush()
      else timer ??= setTimeout(flush, MAX_WAIT_MS)
    },
    finish: async () => {
      flush()
      await tail
      if (failure) throw failure.error
    }
  }
}
