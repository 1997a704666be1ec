import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../electron/contract/errors.ts'
import { appVersion } from '../../../electron/core/host/app-files.ts'
import { dataDirFor } from '../../../electron/core/host/data-dir.ts'
import { httpStatus } from '../../../electron/server/http-status.ts'
import { openLogFile } from '../../../electron/core/host/log-file.ts'
import { parseServeOptions } from '../../../electron/server/options.ts'
import { isTrusted } from '../../../electron/server/security.ts'
import { createSessions } from '../../../electron/server/session.ts'

describe('dataDirFor', () => {
  it('prefers what was asked for, then the environment, then the system place', () => {
    const env = { EARSHOT_DATA_DIR: '/data/env' }
    expect(dataDirFor('/data/asked', env)).toBe(path.resolve('/data/asked'))
    expect(dataDirFor(undefined, env)).toBe(path.resolve('/data/env'))
    expect(dataDirFor(undefined, {})).toMatch(/earshot/u)
  })
})

describe('openLogFile', () => {
  it('writes nothing until the first line, then keeps the five newest files', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'earshot-log-'))
    for (let minute = 0; minute < 7; minute++) {
      openLogFile(dataDir, new Date(Date.UTC(2026, 0, 1, 0, minute))).write('info', 'started')
    }
    const idle = openLogFile(dataDir, new Date(Date.UTC(2026, 0, 1, 1)))
    const names = (await readdir(path.join(dataDir, 'logs'))).sort()
    expect(names).toHaveLength(5)
    expect(names[0]).toContain('T000200')
    expect(names).not.toContain(path.basename(idle.path))
  })

  it('keeps the stack and the cause of an error', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'earshot-log-'))
    const log = openLogFile(dataDir)
    log.write('error', 'call failed', new Error('outer', { cause: new Error('inner') }))
    const text = await readFile(log.path, 'utf8')
    expect(text).toContain('outer')
    expect(text).toContain('inner')
    expect(text).toContain('host.test.ts')
  })
})

describe('parseServeOptions', () => {
  it('has defaults and reads every flag', () => {
    expect(parseServeOptions([])).toEqual({
      port: 4747,
      dataDir: undefined,
      opensBrowser: false,
      printsJson: false
    })
    expect(parseServeOptions(['--port', '0', '--data', 'x', '--open', '--print-json'])).toEqual({
      port: 0,
      dataDir: 'x',
      opensBrowser: true,
      printsJson: true
    })
  })

  it.each([['--port', 'abc'], ['--port', '70000'], ['--nonsense']])('refuses %s %s', (...args) => {
    expect(() => parseServeOptions(args)).toThrow()
  })
})

describe('isTrusted', () => {
  it.each([
    ['127.0.0.1:4747', undefined, true],
    ['localhost:4747', 'http://localhost:4747', true],
    ['127.0.0.1:4748', undefined, false],
    ['127.0.0.1', undefined, false],
    ['earshot.example:4747', undefined, false],
    ['127.0.0.1:4747', 'https://127.0.0.1:4747', false],
    ['127.0.0.1:4747', 'null', false]
  ])('host %s, origin %s: %s', (host, origin, expected) => {
    expect(isTrusted({ host, ...(origin !== undefined && { origin }) }, 4747)).toBe(expected)
  })
})

describe('createSessions', () => {
  it('gives every process its own token and session', () => {
    const [one, two] = [createSessions(), createSessions()]
    expect(one.token).not.toBe(two.token)
    const cookie = one.exchange(one.token, 1)?.split(';')[0]
    expect(one.isValid(`theme=dark; ${cookie}`, 1)).toBe(true)
    expect(one.isValid(cookie, 2)).toBe(false)
    expect(two.isValid(cookie, 1)).toBe(false)
    expect(one.isValid(undefined, 1)).toBe(false)
  })
})

it('has an HTTP status for every error code', () => {
  for (const code of ERROR_CODES) expect(httpStatus(code)).toBeGreaterThanOrEqual(400)
})

it('knows the version of the application', () => {
  expect(appVersion()).toMatch(/^\d+\.\d+\.\d+/u)
})
