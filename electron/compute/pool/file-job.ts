/** Work on one file: `shared` is the same for all files of a task and reaches each thread once. */
export type FileJob<S, I, O> = (shared: S) => (input: I, signal: AbortSignal) => Promise<O>
