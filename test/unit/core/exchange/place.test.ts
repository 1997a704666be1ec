import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { freeName } from '../../../../electron/core/exchange/free-name.ts'
import { assertPaths, exportPlace } from '../../../../electron/core/exchange/place.ts'
import { failureOf, temporaryFolder } from '../../../support/compute.ts'

describe('where an export is written', () => {
  const root = realpathSync(temporaryFolder())
  const dataDir = path.join(root, 'data')
  mkdirSync(path.join(dataDir, 'recordings'), { recursive: true })
  mkdirSync(path.join(root, 'backup'))
  mkdirSync(path.join(root, 'folder.earshot'))
  writeFileSync(path.join(root, 'file'), '')
  symlinkSync(dataDir, path.join(root, 'link'))
  const place = (...parts: string[]): Promise<string> =>
    exportPlace(path.join(root, ...parts), 'Fan.earshot', dataDir)

  it('is the file that was named, with its ending', async () => {
    expect(await place('backup', 'fan.earshot')).toBe(path.join(root, 'backup', 'fan.earshot'))
    expect(await place('backup', 'fan.EARSHOT')).toBe(path.join(root, 'backup', 'fan.EARSHOT'))
    expect(await place('backup', 'fan.zip')).toBe(path.join(root, 'backup', 'fan.zip.earshot'))
  })

  it('is a file named after the machine where a folder was named', async () => {
    expect(await place('backup')).toBe(path.join(root, 'backup', 'Fan.earshot'))
    expect(await place('folder.earshot')).toBe(path.join(root, 'folder.earshot', 'Fan.earshot'))
  })

  it.each([['data'], ['data', 'recordings'], ['link'], ['data', 'earshot.db']])(
    'is never in the data folder: %s %s',
    async (...parts) => {
      expect((await failureOf(place(...parts))).message).toContain('no place for an exported machine')
    }
  )

  it('has to be there and to be meant from the root on', async () => {
    expect((await failureOf(place('nowhere', 'fan'))).message).toContain('it is not there')
    expect((await failureOf(place('file', 'fan'))).code).toBe('unreadable')
    expect((await failureOf(exportPlace('fan.earshot', 'Fan.earshot', dataDir))).code).toBe('invalid')
  })

  it('is for callers who may name paths', () => {
    expect(() => assertPaths({ canReadPaths: false })).toThrow('not opened from here')
    expect(() => assertPaths({ canReadPaths: true })).not.toThrow()
  })
})

describe('the name of an imported machine', () => {
  it('is its own where no other machine has it', () => {
    expect(freeName('Fan', ['Pump', 'Fan 2'])).toBe('Fan')
  })

  it('gets the first number that is free, whatever the case', () => {
    expect(freeName('Fan', ['fan'])).toBe('Fan (2)')
    expect(freeName('Fan', ['Fan', 'Fan (2)', ' FAN (3) '])).toBe('Fan (4)')
  })

  it('stays within the length of a name', () => {
    const long = 'x'.repeat(120)
    const next = freeName(long, [long])
    expect(next).toHaveLength(120)
    expect(next.endsWith(' (2)')).toBe(true)
  })
})
