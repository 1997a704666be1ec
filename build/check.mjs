// Everything that must hold before a change goes in: `npm test`, or a part of it: `npm test -- lint unit`.
import { fileURLToPath } from 'node:url'
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

/** So many tools run at a time where there is nothing else to do, as each uses one core. */
const TOOLS_AT_ONCE = 2

/**
 * Runs tests one step after the other, and tools in the time that tests leave (they start processes and wait for
 * them, and for sounds to be played). Answers in the order of the list.
 * @param {readonly import('./check/steps.mjs').Step[]} steps
 */
const runAll = async steps => {
  /** @type {Map<string, Awaited<ReturnType<typeof start>>>} */
  const results = new Map()
  const tools = steps.filter(({ isTool }) => isTool).toSorted((a, b) => b.weight - a.weight)
  const tests = steps.filter(({ isTool }) => !isTool)
  /** @param {import('./check/steps.mjs').Step[]} waiting */
  const runInTurn = async waiting => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await start(step, step.isTool && tests.length > 0)
      print(result)
      results.set(step.name, result)
    }
  }
  await Promise.all(
    tests.length > 0
      ? [runInTurn(tools), runInTurn([...tests])]
      : Array.from({ length: TOOLS_AT_ONCE }, () => runInTurn(tools))
  )
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
  process.exitCode = printSummary(await runAll(chosen), chosen.length < STEPS.length)
}
