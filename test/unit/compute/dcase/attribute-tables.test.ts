import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listDataSet } from '../../../../electron/compute/dcase/list-data-set.ts'
import type { DataSetSection } from '../../../../electron/compute/dcase/layouts/types.ts'
import { TREES, writeTree } from '../../../fixtures/dcase/trees.ts'

const TABLE = 'HairDryer/attributes_00.csv'
const [FIRST = ''] = TREES['2024-eval'].files

/** Two machines of an evaluation set, one with a table of that text. */
const sectionsWith = async (table: string | Buffer): Promise<readonly DataSetSection[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-attributes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeTree(folder, '2023-eval', 0.1)
  writeTree(folder, '2024-eval', 0.1)
  writeFileSync(path.join(folder, TABLE), table)
  return (await listDataSet(folder)).sections
}

describe('a table of attributes', () => {
  it.each<[string, string | Buffer, string]>([
    ['lacks a value', `file_name,d1p,d1v\n${FIRST},load\n`, 'line 2: "load" has no value'],
    ['lacks a name', `file_name,d1p,d1v\n${FIRST},,7\n`, 'line 2: "7" is the value of no name'],
    ['has an open quote', `file_name,d1p,d1v\n${FIRST},"load,1\n`, 'line 2: Quote Not Closed'],
    [
      'names a recording that is not there',
      'file_name\nx.wav,load,1\n',
      'line 2: there is no recording "x.wav"'
    ],
    ['names one twice', `${FIRST},load,1\n${FIRST},load,2\n`, 'line 2: "section_00'],
    ['is garbage', Buffer.from([0x73, 0, 0xff, 0xfe, 0x2c, 0x31, 0x0a]), 'line 1: it is not text'],
    ['is empty', '', 'line 1: it is empty']
  ])('that %s refuses its section by file, line and reason, and no other', async (_what, text, reason) => {
    const [own, other] = await sectionsWith(text)
    expect(own?.machine).toBe('HairDryer')
    expect(own?.fault).toContain(`${TABLE}, ${reason}`)
    expect(other?.machine).toBe('ToyDrone')
    expect(other?.fault).toBeUndefined()
  })

  it.each([
    ['hidden attributes', `file_name,d1p,d1v\n${FIRST},noAttribute\n`],
    ['empty cells', `file_name,d1p,d1v,d2p,d2v\n${FIRST},,,site,\n`],
    ['no folder before a name', `file_name\n${path.basename(FIRST)}\n`]
  ])('may have %s', async (_what, text) => {
    const [own] = await sectionsWith(text)
    expect(own?.fault).toBeUndefined()
    expect(own?.train[0]?.attributes).toEqual({})
  })
})
