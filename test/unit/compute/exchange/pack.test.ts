import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { inspect } from '../../../../electron/compute/exchange/inspect.ts'
import { pack } from '../../../../electron/compute/exchange/pack.ts'
import { MACHINE_ENTRY, RECORD_KINDS, recordsEntry } from '../../../../electron/contract/exchange-records.ts'
import type { PackInput } from '../../../../electron/contract/exchange-tasks.ts'
import { failureOf, temporaryFolder } from '../../../support/compute.ts'
import { IDS, testMachineRecord, testRecords } from '../../../support/machine-file.ts'

const root = temporaryFolder()
const rowsDir = path.join(root, 'rows')
const dataDir = path.join(root, 'data')
const outPath = path.join(root, 'out.part')
const NOISE = randomBytes(300_000)
const SILENCE = Buffer.alloc(300_000)

/** Rows and files of a machine whose two recordings are noise and silence. */
const makeInput = (): PackInput => {
  const records = testRecords()
  for (const [index, bytes] of [NOISE, SILENCE].entries()) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = `recordings/${sha256.slice(0, 2)}/${sha256}.wav`
    Object.assign(records.recordings[index] ?? {}, { sha256, file, sizeBytes: bytes.length })
    mkdirSync(path.dirname(path.join(dataDir, file)), { recursive: true })
    writeFileSync(path.join(dataDir, file), bytes)
  }
  mkdirSync(rowsDir)
  writeFileSync(path.join(rowsDir, MACHINE_ENTRY), JSON.stringify(testMachineRecord()))
  for (const kind of RECORD_KINDS) {
    const lines = records[kind].map(record => `${JSON.stringify(record)}\n`)
    writeFileSync(path.join(rowsDir, recordsEntry(kind)), lines.join(''))
  }
  const model = path.join(root, 'model.json')
  const report = path.join(root, 'report.pdf')
  writeFileSync(model, '{}')
  writeFileSync(report, '%PDF-1.7')
  const fileOf = (name: string, from: string) => ({
    name,
    path: from,
    shownName: name,
    sizeBytes: readFileSync(from).length,
    sha256: null,
    compression: 'always' as const
  })
  const counts = Object.fromEntries(RECORD_KINDS.map(kind => [kind, records[kind].length]))
  return {
    head: {
      appVersion: '1.0.0',
      createdAt: '2026-01-01T00:00:00.000Z',
      counts: counts as PackInput['head']['counts']
    },
    rowsDir,
    dataDir,
    files: [fileOf(`models/${IDS.model}/model.json`, model), fileOf(`reports/${IDS.report}.pdf`, report)],
    outPath
  }
}

const run = (input: PackInput, signal = new AbortController().signal, report = (): void => undefined) =>
  pack(input, { signal, report })

describe('packing a machine', () => {
  let input: PackInput
  beforeEach(() => {
    for (const folder of [rowsDir, dataDir, outPath]) rmSync(folder, { recursive: true, force: true })
    input = makeInput()
  })

  it('writes a file that can be looked into, its kind in its first bytes', async () => {
    const { sizeBytes } = await run(input)
    expect(readFileSync(outPath).length).toBe(sizeBytes)
    expect(
      readFileSync(outPath)
        .subarray(30, 30 + 35)
        .toString()
    ).toBe('mimetypeapplication/vnd.earshot+zip')
    const found = await inspect(outPath, 'out', new AbortController().signal)
    expect(found).toMatchObject({ modelVersion: 3, head: { appVersion: '1.0.0', counts: { recordings: 2 } } })
  })

  it('compresses what gains by it and stores the rest as it is', async () => {
    await run(input)
    const methods = new Map<number, number>()
    const zip = await fromBufferPromise(readFileSync(outPath))
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.startsWith('recordings/')) methods.set(entry.compressionMethod, entry.compressedSize)
    }
    expect(methods.get(0)).toBe(NOISE.length)
    expect(methods.get(8)).toBeLessThan(10_000)
  })

  it('gives the same bytes for the same machine', async () => {
    await run(input)
    const first = readFileSync(outPath)
    rmSync(outPath)
    await run(input)
    expect(readFileSync(outPath).equals(first)).toBe(true)
  })

  it('names the recording whose file is gone, or is another one', async () => {
    const [recording] = testRecords().recordings
    const sha256 = createHash('sha256').update(NOISE).digest('hex')
    const stored = path.join(dataDir, `recordings/${sha256.slice(0, 2)}/${sha256}.wav`)
    writeFileSync(stored, Buffer.alloc(NOISE.length, 1))
    const damaged = await failureOf(run(input))
    rmSync(outPath)
    rmSync(stored)
    const gone = await failureOf(run(input))
    expect(damaged.message).toBe(
      `${recording?.fileName} cannot be exported: its file in the data folder is damaged. Nothing was written.`
    )
    expect(gone.message).toContain('is not in the data folder any more')
    expect([damaged.code, gone.code]).toEqual(['unreadable', 'unreadable'])
  })

  it('does not hand out what could not be read back', async () => {
    writeFileSync(path.join(rowsDir, 'events.ndjson'), '{"id":"no identifier"}\n')
    await expect(run(input)).rejects.toThrow('What was written could not be read back')
  })

  it('says it where the place cannot be written', async () => {
    const error = await failureOf(run({ ...input, outPath: path.join(root, 'nowhere', 'out.part') }))
    expect(error).toMatchObject({ code: 'conflict', details: { isStorageError: true } })
  })

  it('ends at once where it is cancelled', async () => {
    const stop = new AbortController()
    await expect(run(input, stop.signal, () => stop.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(existsSync(path.join(root, 'out.part'))).toBe(true)
  })
})
