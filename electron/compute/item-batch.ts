/** Collects items and hands them on together. */
export interface ItemBatch {
  add(item: unknown): void
  flush(): void
}

const MOST_ITEMS = 500

/**
 * Hands items on at most every `everyMs`, so that thousands of small ones do not become thousands of messages.
 * The time is also looked at on every item: a task that computes without a pause starves timers.
 */
export const itemBatch = (
  everyMs: number,
  send: (items: readonly unknown[]) => void,
  now: () => number = () => performance.now()
): ItemBatch => {
  let items: unknown[] = []
  let sentAt = now()
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (items.length === 0) return
    const full = items
    items = []
    sentAt = now()
    send(full)
  }
  return {
    add: item => {
      items.push(item)
      if (items.length >= MOST_ITEMS || now() - sentAt >= everyMs) flush()
      else timer ??= setTimeout(flush, everyMs)
    },
    flush
  }
}
