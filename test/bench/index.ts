import { readdirSync } from 'node:fs'
import os from 'node:os'
import type { Benchmark } from './support.ts'

const NOT_BENCHMARKS = ['index.ts', 'support.ts']

const names = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && !NOT_BENCHMARKS.includes(file))
  .map(file => file.slice(0, -'.ts'.length))
  .sort()

const [chosen, ...args] = process.argv.slice(2)

if (chosen !== undefined && !names.includes(chosen)) {
  console.error(`No benchmark ${chosen}. There are: ${names.join(', ')}`)
  process.exitCode = 64
} else {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor'
  // With --json the output of a benchmark is nothing but JSON.
  const isJson = args.includes('--json')
  if (!isJson) console.log(`${cpu}, ${os.availableParallelism()} threads, Node ${process.versions.node}`)
  for (const name of chosen === undefined ? names : [chosen]) {
    const benchmark = (await import(`./${name}.ts`)) as Benchmark
    if (!isJson) console.log(`\n${name}`)
    await benchmark.run(args)
  }
}
