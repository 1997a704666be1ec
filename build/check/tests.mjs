import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findElectron } from '../set-up/electron.mjs'
import { findOnPath, run } from '../set-up/run.mjs'

/**
 * @typedef {object} Assertion
 * @property {string} status
 * @property {string} fullName
 * @property {readonly string[]} failureMessages
 */

/**
 * @typedef {object} FileReport
 * @property {string} name
 * @property {string} status
 * @property {string} message
 * @property {number} [startTime] milliseconds
 * @property {number} [endTime]
 * @property {readonly Assertion[]} assertionResults
 */

/**
 * @typedef {object} Report what vitest's JSON reporter writes, as far as it is read here
 * @property {readonly FileReport[]} testResults
 */

/**
 * Runs the tests of one folder below test/ and counts them.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<import('./steps.mjs').Result>}
 */
export const runTests = async (root, folder) => {
  const files = testFiles(path.join(root, 'test', folder))
  if (files.length === 0) return nothing()
  const chromium = process.env.EARSHOT_CHROMIUM ?? findOnPath('chromium') ?? findOnPath('chromium-browser')
  if (folder === 'e2e' && (chromium === undefined || !existsSync(chromium))) {
    const skips = files.map(file => `${path.relative(root, file)} [needs browser: chromium]`)
    return requireData({ ...nothing(), skipped: files.length, skips })
  }
  const isDesktop = folder === 'desktop'
  const lacking = isDesktop ? lackingForDesktop(root) : undefined
  if (lacking !== undefined) {
    return requireData({ ...nothing(), skipped: 1, skips: [`test/desktop [needs ${lacking}]`] })
  }
  const env = { ...process.env, ...(chromium === undefined ? {} : { EARSHOT_CHROMIUM: chromium }) }
  const work = mkdtempSync(path.join(os.tmpdir(), 'earshot-check-'))
  try {
    const file = path.join(work, 'report.json')
    const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const args = ['run', '--project', folder, '--reporter=json', `--outputFile=${file}`]
    const [command, ...rest] = [
      ...(isDesktop && !hasScreen() ? VIRTUAL_SCREEN : []),
      process.execPath,
      vitest
    ]
    const { status, output } = await run(command ?? '', [...rest, ...args], { cwd: root, env })
    if (!existsSync(file)) return { ...nothing(), failed: 1, failures: [`${folder}: no report`], output }
    return requireData(count(root, JSON.parse(readFileSync(file, 'utf8')), status, output))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** A screen in memory, larger than the window. */
const VIRTUAL_SCREEN = ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24']

const hasScreen = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * What the tests of the desktop need and this system lacks.
 * @param {string} root
 * @returns {string | undefined}
 */
const lackingForDesktop = root => {
  if (findElectron(root, process.env) === undefined) return 'electron: see ELECTRON_OVERRIDE_DIST_PATH'
  return hasScreen() || findOnPath('xvfb-run') !== undefined ? undefined : 'screen: xvfb-run'
}

/** @returns {import('./steps.mjs').Result} */
const nothing = () => ({ passed: 0, failed: 0, skipped: 0, failures: [], skips: [], long: [], output: '' })

/**
 * Sums a report; `output` is what vitest printed, for failures outside any test.
 * @param {string} root
 * @param {Report} report
 * @param {number} status
 * @param {string} output
 * @returns {import('./steps.mjs').Result}
 */
export const count = (root, report, status, output) => {
  const result = nothing()
  const failures = []
  const skips = new Set()
  const details = []
  for (const file of report.testResults) {
    const name = path.relative(root, file.name)
    for (const test of file.assertionResults) {
      const title = `${name}: ${test.fullName.trim()}`
      if (test.status === 'passed') result.passed += 1
      else if (test.status === 'failed') {
        failures.push(title)
        details.push(`${title}\n${ownLines(test.failureMessages.join('\n'))}`)
      } else {
        result.skipped += 1
        skips.add(skippedBecause(title))
      }
    }
    const hasFailedTest = file.assertionResults.some(test => test.status === 'failed')
    if (file.status === 'failed' && !hasFailedTest) {
      failures.push(`${name} could not be run`)
      details.push(`${name}\n${file.message}`)
    }
  }
  // Errors outside any test (an unhandled rejection, a crash of a worker) are in the output only.
  if (status !== 0 && failures.length === 0) {
    failures.push('vitest failed outside the tests')
    details.push(output)
  }
  const long = longFiles(root, report)
  return {
    ...result,
    failed: failures.length,
    failures,
    skips: [...skips],
    long,
    output: details.join('\n\n')
  }
}

/** Files that take so many seconds are named: the whole check has to stay short. */
const LONG_S = 15

/**
 * @param {string} root
 * @param {Report} report
 */
const longFiles = (root, report) =>
  report.testResults
    .map(({ name, startTime = 0, endTime = 0 }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .filter(({ seconds }) => seconds >= LONG_S)
    .map(({ name, seconds }) => `${path.relative(root, name)} ${seconds.toFixed(0)} s`)

/**
 * A message without the stack of the test runner itself.
 * @param {string} message
 */
const ownLines = message => message.replace(/^ +at .*(node_modules|node:internal).*\n?/gm, '').trimEnd()

/**
 * Tests that miss the same thing are one line: up to and with the note on what they need.
 * @param {string} title
 */
const skippedBecause = title => /^.*?\[needs [^\]]*\]/.exec(title)?.[0] ?? title

/**
 * With EARSHOT_REQUIRE_DATA=1, what is skipped for want of recordings, a browser or a screen has failed.
 * @param {import('./steps.mjs').Result} result
 * @returns {import('./steps.mjs').Result}
 */
export const requireData = result => {
  const missing = result.skips.filter(skip => /\[needs (data|browser|screen):/.test(skip))
  if (process.env.EARSHOT_REQUIRE_DATA !== '1' || missing.length === 0) return result
  return {
    ...result,
    failed: result.failed + missing.length,
    failures: [...result.failures, ...missing.map(skip => `skipped, though EARSHOT_REQUIRE_DATA=1: ${skip}`)]
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
const testFiles = folder => {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join(folder, file))
}
