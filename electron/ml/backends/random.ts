import { createRandomSource } from '../random.ts'

/** Uniform numbers 0 (inclusive) to 1 (exclusive). */
export type Random = () => number

/** Uniform numbers for a seed: the same on every system. */
export const seededRandom = (seed: number): Random => createRandomSource(seed).uniform

/** A whole number 0 to `below` - 1. */
export const randomIndex = (random: Random, below: number): number =>
  Math.min(below - 1, Math.floor(random() * below))
