import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import {
  MANIFEST_ENTRY,
  manifestSchema,
  RECORD_KINDS,
  recordsEntry,
  type RecordKind
} from '../../electron/contract/exchange-records.ts'

/** What an exported machine holds, in a form that two exports of the same machine have in common. */
export interface MachineContent {
  readonly machine: unknown
  readonly records: { readonly [K in RecordKind]: unknown[] }
  /** SHA-256 of every file that is no record, by its name. */
  readonly files: Readonly<Record<string, string>>
}

/** Reads an exported machine without the code under test; checks the checksums of its manifest. */
export const readMachineFile = async (file: string): Promise<MachineContent> => {
  const zip = await fromBufferPromise(await readFile(file))
  const contents = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    contents.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  const text = (name: string): string => contents.get(name)?.toString('utf8') ?? ''
  const manifest = manifestSchema.parse(JSON.parse(text(MANIFEST_ENTRY)))
  const hashes = new Map(
    Array.from(contents, ([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])
  )
  for (const { name, sha256 } of manifest.entries) {
    if (hashes.get(name) !== sha256) throw new Error(`The checksum of ${name} does not fit`)
  }
  const records = RECORD_KINDS.map(kind => [
    kind,
    text(recordsEntry(kind))
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as unknown)
  ])
  const isFile = ([name]: readonly [string, string]): boolean => name.includes('/')
  return {
    machine: JSON.parse(text('machine.json')),
    records: Object.fromEntries(records) as MachineContent['records'],
    files: Object.fromEntries([...hashes].filter(isFile).sort())
  }
}
