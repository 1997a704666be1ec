import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { codeOf } from './problem.mjs'

const KEPT_OUTPUT = 20_000

/**
 * Runs a program to its end and keeps the end of what it printed. It ends when this process does.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { isPatient?: boolean }} [options] isPatient: others go first
 * @returns {Promise<{ status: number, output: string }>} status -1: it could not be started
 */
export const run = (command, args, { isPatient = false, ...options } = {}) =>
  new Promise(resolve => {
    let output = ''
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    if (isPatient && child.pid !== undefined) {
      os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
    }
    /** @param {Buffer} chunk */
    const keep = chunk => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const end = () => child.kill()
    process.on('exit', end)
    child.on('error', error => resolve({ status: -1, output: `${command}: ${error.message}` }))
    child.on('close', (code, signal) => {
      process.off('exit', end)
      resolve({ status: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` })
    })
  })

/**
 * The last lines of a program's output, indented, to show under a message.
 * @param {string} output
 * @param {number} [count]
 * @returns {string}
 */
export const lastLines = (output, count = 15) =>
  output
    .trim()
    .split('\n')
    .slice(-count)
    .map(line => `    ${line}`)
    .join('\n')

/**
 * Where a command is found on PATH, without running anything; undefined where it is not.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export const findOnPath = (name, env = process.env) => {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name]
  const folders = path.isAbsolute(name) ? [''] : (env.PATH ?? '').split(path.delimiter)
  for (const folder of folders) {
    for (const candidate of names) {
      const file = folder === '' ? candidate : path.join(folder, candidate)
      if (path.isAbsolute(file) && isExecutable(file)) return file
    }
  }
  return undefined
}

/** @param {string} file */
const isExecutable = file => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false
    throw error
  }
}
