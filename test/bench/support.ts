import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A benchmark module: `npm run bench -- NAME [ARGUMENTS]` runs test/bench/NAME.ts. */
export interface Benchmark {
  run(args: readonly string[]): Promise<void>
}

const ROUNDS = 5

/** Median wall time in milliseconds of some work done five times, after one round that does not count. */
export const medianOfFive = async (work: () => unknown): Promise<number> => {
  await work()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now()
    await work()
    times.push(performance.now() - startedMs)
  }
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? NaN
}

/** Prints one measured value beside the bar it should keep: `fit 50 clips   812 ms   (at most 1500 ms)`. */
export const printResult = (name: string, value: number, unit: string, bar?: string): void => {
  const text = value >= 100 ? value.toFixed(0) : value.toPrecision(3)
  console.log(`${name.padEnd(44)} ${text.padStart(8)} ${unit}${bar === undefined ? '' : `   (${bar})`}`)
}

/** Mean and sample standard deviation; the deviation of one value is 0. */
export const spreadOf = (
  values: readonly number[]
): { readonly mean: number; readonly deviation: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) }
}

/** Replaces the section of a benchmark in a document of results, or adds it at the end. */
export const withSection = (document: string, benchmark: string, body: string): string => {
  const heading = `## \`npm run bench -- ${benchmark}\``
  const section = `${heading}\n${body.trim()}\n`
  const at = document.indexOf(`${heading}\n`)
  if (at === -1) return `${document.trimEnd()}\n\n${section}`
  const next = document.indexOf('\n## ', at + 1)
  return document.slice(0, at) + section + (next === -1 ? '' : document.slice(next))
}

/** Writes the section of a benchmark into docs/results.md. */
export const writeSection = (benchmark: string, body: string): void => {
  const file = path.join(import.meta.dirname, '../../docs/results.md')
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), benchmark, body))
}
