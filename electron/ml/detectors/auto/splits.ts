import { RECIPE } from './parameters.ts'

/** What the splits need to know of a clip. Clips are given in the order of recording. */
export interface SplitClip {
  /** Recording that the clip was cut from: its clips are never on both sides of a split. */
  readonly group: string
  /** Condition, session or day where known. */
  readonly block?: string | undefined
}

/** Which block each clip belongs to, and what the blocks are. */
export interface Blocks {
  readonly ofClip: Int32Array
  readonly count: number
  /**
   * conditions: known conditions, sessions or days. order: consecutive stretches of recordings.
   * within-recording: all clips come from one recording, and its stretches have to do.
   */
  readonly basis: 'conditions' | 'order' | 'within-recording'
}

const indexOf = (names: readonly string[]): Int32Array => {
  const known = new Map<string, number>()
  return Int32Array.from(names, name => {
    const index = known.get(name) ?? known.size
    known.set(name, index)
    return index
  })
}

const countOf = (blocks: Int32Array): number => new Set(blocks).size

/** Recording of each clip as a number from 0. */
export const groupsOf = (clips: readonly SplitClip[]): Int32Array => indexOf(clips.map(clip => clip.group))

/**
 * Blocks for the held-out scores behind the threshold: by condition where at least two are known for all
 * clips, else five consecutive stretches of whole recordings (docs/detector.md, "Recipe", 5). Where a fit without a
 * block would be left with fewer than four clips, the next finer division has to do.
 */
export const planBlocks = (clips: readonly SplitClip[]): Blocks => {
  const groups = groupsOf(clips)
  const known = clips.flatMap(clip => (clip.block === undefined ? [] : [clip.block]))
  if (known.length === clips.length) {
    const conditions = mergeToLimit(mergeByGroup(indexOf(known), groups))
    if (canHoldOut(conditions)) return { ofClip: conditions, count: countOf(conditions), basis: 'conditions' }
  }
  const inOrder = stretches(groups, 'order')
  if (canHoldOut(inOrder.ofClip)) return inOrder
  return stretches(
    Int32Array.from(clips, (_, index) => index),
    'within-recording'
  )
}

const MIN_REFIT_CLIPS = 4
const MAX_BLOCKS = 10

const canHoldOut = (blocks: Int32Array): boolean => {
  const sizes = new Map<number, number>()
  for (const block of blocks) sizes.set(block, (sizes.get(block) ?? 0) + 1)
  return sizes.size > 1 && blocks.length - Math.max(...sizes.values()) >= MIN_REFIT_CLIPS
}

// Hundreds of sessions would mean hundreds of refits: neighbours are joined.
const mergeToLimit = (blocks: Int32Array): Int32Array => {
  const count = countOf(blocks)
  return count <= MAX_BLOCKS
    ? compact(blocks)
    : compact(blocks.map(block => Math.floor((block * MAX_BLOCKS) / count)))
}

/** Folds that mix the conditions: whole recordings in turn, for what to expect in conditions like those recorded. */
export const planFolds = (clips: readonly SplitClip[]): Int32Array => {
  const groups = groupsOf(clips)
  const folds = groups.map(group => group % RECIPE.blocks)
  return canHoldOut(folds) ? folds : Int32Array.from(clips, (_, index) => index % RECIPE.blocks)
}

// Units (recordings or clips) in order; a unit goes to the block in which its first clip lies.
const stretches = (units: Int32Array, basis: Blocks['basis']): Blocks => {
  const blocks = Math.min(RECIPE.blocks, countOf(units))
  const first = new Map<number, number>()
  const sizes = new Map<number, number>()
  for (const unit of units) sizes.set(unit, (sizes.get(unit) ?? 0) + 1)
  let before = 0
  for (const [unit, size] of sizes) {
    first.set(unit, before)
    before += size
  }
  const ofClip = units.map(unit => Math.floor(((first.get(unit) ?? 0) * blocks) / units.length))
  return { ofClip: compact(ofClip), count: countOf(ofClip), basis }
}

// A recording whose clips carry different conditions counts with its first one.
const mergeByGroup = (blocks: Int32Array, groups: Int32Array): Int32Array => {
  const ofGroup = new Map<number, number>()
  groups.forEach((group, index) => {
    if (!ofGroup.has(group)) ofGroup.set(group, blocks[index] as number)
  })
  return groups.map(group => ofGroup.get(group) ?? 0)
}

const compact = (blocks: Int32Array): Int32Array => indexOf(Array.from(blocks, String))
