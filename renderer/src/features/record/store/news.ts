/** Something that a person should hear of, wherever in the application: a key of record.news with its numbers. */
export type News =
  | { readonly kind: 'unplugged'; readonly device: string }
  | { readonly kind: 'tooShort' }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface Desk<T> {
  tell(news: T): void
  /** Calls back for every piece of news; the returned function ends it. */
  listen(listener: (news: T) => void): () => void
}

/** Passes news on to those who listen. */
export const createDesk = <T>(): Desk<T> => {
  const listeners = new Set<(news: T) => void>()
  return {
    tell: news => {
      for (const listener of [...listeners]) listener(news)
    },
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
