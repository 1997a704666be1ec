import type { Engine } from '../engine/engine-types.ts'

/** Clips that a network is given at once: from there on an engine has little more to gain. */
export const MOST_CLIPS = 8
/** Numbers of their inputs together: eight 10-s clips of the largest input (`memcae`); longer clips are fewer. */
const MOST_NUMBERS = MOST_CLIPS * 1248 * 256

/** What is computed for clips, several at a time. */
export interface BatchWork<Item, Result> {
  /** The network's input for one of them; throws where the work was cancelled. */
  readonly featuresOf: (item: Item) => Promise<Float32Array>
  /** Whose network it is: only inputs of one network can be a batch. By default they all are. */
  readonly keyOf?: (item: Item) => string
  /** One result for each of `count` inputs of one size, which follow one another. */
  readonly resultsOf: (key: string, features: Float32Array, count: number) => Promise<ArrayLike<Result>>
  /** How many are done. */
  readonly onDone?: (done: number) => void
}

/**
 * Results in the order of the items. Neighbours with inputs of one size are computed together; what makes no whole
 * batch goes one by one, because every other size would need a graph of its own. WebAssembly gains nothing by
 * batches, and its one thread would not hear a cancel in between.
 * What comes beside an input moves its result by rounding alone: less than 1e-5 (test/integration/ml/scoring-batches).
 */
export const inBatches = async <Item, Result>(
  { id }: Pick<Engine, 'id'>,
  items: readonly Item[],
  { featuresOf, keyOf = () => '', resultsOf, onDone }: BatchWork<Item, Result>
): Promise<Result[]> => {
  const results: Result[] = []
  let waiting: Float32Array[] = []
  let key = ''
  const compute = async (parts: readonly Float32Array[]): Promise<void> => {
    const [first] = parts
    const features = parts.length === 1 && first !== undefined ? first : joined(parts)
    const found = await resultsOf(key, features, parts.length)
    for (let index = 0; index < parts.length; index++) results.push(found[index] as Result)
    onDone?.(results.length)
  }
  const computeEach = async (): Promise<void> => {
    for (const part of waiting.splice(0)) await compute([part])
  }
  for (const item of items) {
    const features = await featuresOf(item)
    if (keyOf(item) !== key || features.length !== waiting[0]?.length) await computeEach()
    key = keyOf(item)
    waiting.push(features)
    const most = id === 'wasm' ? 1 : Math.min(MOST_CLIPS, Math.floor(MOST_NUMBERS / features.length))
    if (waiting.length < most) continue
    const batch = waiting
    waiting = []
    await compute(batch)
  }
  await computeEach()
  return results
}

const joined = (parts: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
