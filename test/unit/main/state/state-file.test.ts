import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_STATE } from '../../../../electron/main/state/desktop-state.ts'
import { openStateFile } from '../../../../electron/main/state/state-file.ts'

let folder = ''
let lines: string[] = []
const log = (level: string, message: string): void => void lines.push(`${level}: ${message}`)
const file = (): string => path.join(folder, 'desktop', 'state.json')
const write = (text: string): void => {
  mkdirSync(path.dirname(file()), { recursive: true })
  writeFileSync(file(), text)
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-state-'))
  lines = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const WINDOW = {
  bounds: { x: 10, y: 20, width: 1200, height: 800 },
  isMaximised: true,
  isFullScreen: false,
  zoomLevel: 0.5
}

describe('the state of the desktop', () => {
  it('begins empty without a word in the log', () => {
    expect(openStateFile(file(), log).get()).toEqual(EMPTY_STATE)
    expect(lines).toEqual([])
  })

  it('is there at the next start, whole, with nothing beside it', () => {
    openStateFile(file(), log).update({ window: WINDOW })
    expect(openStateFile(file(), log).get()).toEqual({ ...EMPTY_STATE, window: WINDOW })
    expect(readdirSync(path.dirname(file()))).toEqual(['state.json'])
  })

  it.each([
    ['half a file', '{"window":{"bounds"'],
    ['another shape', JSON.stringify({ ...EMPTY_STATE, window: { ...WINDOW, zoomLevel: 1000 } })],
    ['no object', '"hello"']
  ])('begins anew with a line in the log where the file holds %s', (_what, text) => {
    write(text)
    const state = openStateFile(file(), log)
    expect(state.get()).toEqual(EMPTY_STATE)
    expect(lines).toEqual(['warn: what the desktop remembered cannot be read; it begins anew'])
    state.update({ window: WINDOW })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ window: WINDOW })
  })

  it('is kept for this start where it cannot be written', () => {
    writeFileSync(path.join(folder, 'desktop'), 'a file where the folder should be')
    const state = openStateFile(file(), log)
    lines = []
    state.update({ window: WINDOW })
    expect(state.get().window).toEqual(WINDOW)
    expect(lines).toEqual(['warn: the state of the desktop could not be written'])
  })

  it('is not written where nothing changes', () => {
    openStateFile(file(), log).update({ window: EMPTY_STATE.window })
    expect(existsSync(file())).toBe(false)
  })
})
