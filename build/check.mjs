// Everything that must hold before a change goes in: `npm test`, or a part of it: `npm test -- lint unit`.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCompileCache } from './check/compile-cache.mjs'
import { chooseSteps, STEPS } from './check/steps.mjs'
import { printSummary } from './check/summary.mjs'

const WRONG_USAGE = 64
const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {import('./check/steps.mjs').Step} step
 * @param {boolean} isPatient
 */
const start = async (step, isPatient) => {
  const startedMs = performance.now()
  const result = await step.run(root, isPatient)
  return { name: step.name, title: step.title, seconds: (performance.now() - startedMs) / 1000, ...result }
}

/** @param {Awaited<ReturnType<typeof start>>} result */
const print = ({ name, title, seconds, passed, failed, output }) => {
  const mark = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'skipped'
  console.log(`${name.padEnd(12)} ${mark.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s   ${title}`)
  if (failed > 0 && output !== '') console.log(output)
}

/**
 * Runs tests one step after the other, and tools in the time that tests leave. Tests in windows come last, when no tool
 * runs any more, and side by side: they play and record sound and wait most of the time. Answers in the order of the
 * list.
 * @param {readonly import('./check/steps.mjs').Step[]} steps
 */
const runAll = async steps => {
  /** @type {Map<string, Awaited<ReturnType<typeof start>>>} */
  const results = new Map()
  const tools = steps.filter(({ isTool }) => isTool).toSorted((a, b) => b.weight - a.weight)
  const computing = steps.filter(({ isTool, isWaiting }) => !isTool && !isWaiting)
  const waiting = steps.filter(({ isWaiting }) => isWaiting)
  let isComputing = computing.length > 0
  /** @param {import('./check/steps.mjs').Step[]} some */
  const runInTurn = async some => {
    for (let step = some.shift(); step !== undefined; step = some.shift()) {
      const result = await start(step, step.isTool && isComputing)
      print(result)
      results.set(step.name, result)
    }
  }
  const compute = async () => {
    await runInTurn(computing)
    isComputing = false
  }
  // One tool at a time uses one core: a second one begins once no test needs the other.
  await Promise.all([runInTurn(tools), compute().then(() => runInTurn(tools))])
  await Promise.all(waiting.map(step => runInTurn([step])))
  return steps.flatMap(({ name }) => results.get(name) ?? [])
}

const names = process.argv.slice(2)
const chosen = chooseSteps(names)
// The whole check has to stay short: parts that are asked for by name do what they have of long tests, too.
if (names.length > 0) process.env.EARSHOT_TEST_LONG = '1'

if (typeof chosen === 'string') {
  console.error(chosen)
  process.exitCode = WRONG_USAGE
} else {
  const compiled = mkdtempSync(path.join(os.tmpdir(), 'earshot-compiled-'))
  try {
    if (chosen.some(({ isTool }) => !isTool))
      Object.assign(process.env, await makeCompileCache(root, compiled))
    process.exitCode = printSummary(await runAll(chosen), chosen.length < STEPS.length)
  } finally {
    rmSync(compiled, { recursive: true, force: true })
  }
}
