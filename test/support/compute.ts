import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect } from 'vitest'
import type {
  Compute,
  RunOptions,
  TaskInput,
  TaskItem,
  TaskName,
  TaskResult
} from '../../electron/contract/compute.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'

/** A compute host with real processes for the tests of one file; what it logs as an error fails the test. */
export const computeForTests = (): Compute => {
  const errors: string[] = []
  const compute = createCompute({
    log: (level, message, details) => {
      if (level === 'error') errors.push(`${message} ${String(details)}`)
    }
  })
  afterEach(() => {
    expect(errors.splice(0)).toEqual([])
  })
  afterAll(() => compute.close())
  return compute
}

/** A folder of its own that is removed after the tests of the file. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** All files below a folder, relative, forward slashes, sorted. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()

/** Runs a task and collects its items. */
export const runCollecting = async <N extends TaskName>(
  compute: Compute,
  name: N,
  input: TaskInput<N>,
  options: RunOptions<N> = {}
): Promise<{ readonly items: TaskItem<N>[]; readonly result: TaskResult<N> }> => {
  const items: TaskItem<N>[] = []
  const onItem = (item: TaskItem<N>): void => {
    items.push(item)
    options.onItem?.(item)
  }
  const result = await compute.run(name, input, { ...options, onItem })
  return { items, result }
}

/** The AppError that a promise fails with. */
export const failureOf = async (promise: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}
