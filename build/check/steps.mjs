import { runTool } from './tool.mjs'
import { runTests } from './tests.mjs'

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures what failed, one line each
 * @property {readonly string[]} skips what was skipped, one line each
 * @property {readonly string[]} [long] test files that took long, one line each
 * @property {string} output shown where something failed
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {boolean} isTool
 * @property {boolean} isWaiting tests that wait for windows and sounds more than they compute: two such at a time
 * @property {number} weight of a tool: the longest ones begin first
 * @property {(root: string, isPatient?: boolean) => Promise<Result>} run a patient tool leaves the processor to the tests
 */

/**
 * A check that passes or fails as a whole.
 * @param {string} name
 * @param {string} title
 * @param {string} script below node_modules
 * @param {number} weight about its seconds
 * @param {readonly string[]} args
 * @returns {Step}
 */
const tool = (name, title, script, weight, args) => ({
  name,
  title,
  isTool: true,
  isWaiting: false,
  weight,
  run: (root, isPatient = false) => runTool(root, name, script, args, isPatient)
})

/**
 * The tests of one folder below test/.
 * @param {string} name
 * @param {string} title
 * @param {boolean} [isWaiting]
 * @returns {Step}
 */
const tests = (name, title, isWaiting = false) => ({
  name,
  title,
  isTool: false,
  isWaiting,
  weight: 0,
  run: root => runTests(root, name)
})

const ESLINT = 'eslint/bin/eslint.js'
const STRICT = ['--max-warnings', '0']
const ROOMS = ['electron', 'renderer', 'test', 'build']

/** @type {readonly Step[]} */
export const STEPS = [
  tool('format', 'layout of the sources (prettier)', 'prettier/bin/prettier.cjs', 30, [
    ...['--check', '--log-level', 'warn', '.']
  ]),
  tool('eslint', 'rules of the house style (eslint)', ESLINT, 75, [
    '.',
    '--ignore-pattern',
    'renderer/',
    ...STRICT
  ]),
  tool('eslint-vue', 'the same in the interface', ESLINT, 85, ['renderer', ...STRICT]),
  tool('types', 'types (vue-tsc)', 'vue-tsc/bin/vue-tsc.js', 45, ['--noEmit', '--pretty', 'false']),
  tool(
    'boundaries',
    'which room imports which (dependency-cruiser)',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    5,
    [...ROOMS, '--config', '.dependency-cruiser.cjs', '--output-type', 'err']
  ),
  tool('dead-code', 'nothing that is not used (knip)', 'knip/bin/knip.js', 5, [
    '--no-progress',
    '--no-config-hints'
  ]),
  tests('unit', 'unit tests'),
  tests('contract', 'contract tests'),
  tests('integration', 'tests on real SQLite, processes and recordings'),
  tests('speed', 'times and memory that must be kept'),
  tests('e2e', 'tests in a real browser', true),
  tests('desktop', "the same and more in the desktop's own window", true)
]

/** @type {Readonly<Record<string, readonly string[]>>} */
const GROUPS = { lint: ['format', 'eslint', 'eslint-vue', 'types', 'boundaries', 'dead-code'] }

/**
 * The steps asked for by name or group, in their fixed order; all where none is; a sentence on a wrong name.
 * @param {readonly string[]} names
 * @returns {readonly Step[] | string}
 */
export const chooseSteps = names => {
  const wanted = names.flatMap(name => GROUPS[name] ?? [name])
  const unknown = wanted.find(name => !STEPS.some(step => step.name === name))
  if (unknown !== undefined) {
    const known = [...Object.keys(GROUPS), ...STEPS.map(step => step.name)]
    return `No check is named ${unknown}. There are: ${known.join(', ')}`
  }
  return wanted.length === 0 ? STEPS : STEPS.filter(step => wanted.includes(step.name))
}
