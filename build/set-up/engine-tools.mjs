import { findOnPath, run } from './run.mjs'

/** Names under which the tools go, the preferred one first. */
const NAMES = {
  compiler: process.env.CXX ? [process.env.CXX] : ['g++', 'clang++', 'c++'],
  python: ['python3', 'python']
}

const FIND_PIP = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("pip") is None)'

/**
 * Where a tool is, or undefined.
 * @param {keyof typeof NAMES} tool
 * @returns {string | undefined}
 */
export const findTool = tool => NAMES[tool].map(name => findOnPath(name)).find(file => file !== undefined)

/**
 * What the engine is made with and is not on this computer, in words for a person.
 * @returns {Promise<readonly string[]>}
 */
export const missingTools = async () => {
  const python = findTool('python')
  const hasPip = python !== undefined && (await run(python, ['-c', FIND_PIP])).status === 0
  return [
    ...(findTool('compiler') === undefined ? ['a C++ compiler (g++)'] : []),
    ...(python === undefined ? ['Python 3 with pip'] : hasPip ? [] : ['pip for Python 3'])
  ]
}
