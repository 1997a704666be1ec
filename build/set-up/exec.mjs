import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { say } from './say.mjs'

/** @type {readonly NodeJS.Signals[]} */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a command with the project's programs first on PATH; signals pass through, and so does its exit
 * status (128 + n where signal n ended it).
 * @param {string} root
 * @param {string} node path of the Node that `node` stands for
 * @param {readonly string[]} command
 * @param {Record<string, string>} [extraEnv]
 * @returns {Promise<number>}
 */
export const exec = (root, node, command, extraEnv = {}) =>
  new Promise(resolve => {
    const [name = '', ...args] = command
    const binFolders = [path.join(root, 'node_modules', '.bin'), path.dirname(node)]
    const PATH = [...binFolders, process.env.PATH ?? ''].join(path.delimiter)
    const env = { ...process.env, ...extraEnv, PATH }
    /** @param {NodeJS.Signals} signal */
    const passOn = signal => {
      // A terminal's Ctrl-C reaches the child by itself; a second one would mean "now, at once" to it.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    // Listening first: on a busy computer the command may run, and be told to end, before spawn returns here.
    for (const signal of PASSED_ON) process.on(signal, passOn)
    const child = spawn(name === 'node' ? node : name, args, { stdio: 'inherit', env })
    child.on('error', error => {
      say(`Cannot run ${name}: ${error.message}`)
      resolve(127)
    })
    child.on('close', (code, signal) => {
      for (const passed of PASSED_ON) process.off(passed, passOn)
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal])
    })
  })
