import path from 'node:path'
import { run } from '../set-up/run.mjs'

/**
 * Runs one of the installed tools; its exit status is the verdict.
 * @param {string} root
 * @param {string} name
 * @param {string} script below node_modules
 * @param {readonly string[]} args
 * @param {boolean} isPatient whether everything else goes first
 * @returns {Promise<import('./steps.mjs').Result>}
 */
export const runTool = async (root, name, script, args, isPatient) => {
  const file = path.join(root, 'node_modules', script)
  const { status, output } = await run(process.execPath, [file, ...args], { cwd: root, isPatient })
  const hasFailed = status !== 0
  return {
    passed: hasFailed ? 0 : 1,
    failed: hasFailed ? 1 : 0,
    skipped: 0,
    failures: hasFailed ? [name] : [],
    skips: [],
    output: output.trimEnd()
  }
}
