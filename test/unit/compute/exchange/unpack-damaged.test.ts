import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../electron/contract/errors.ts'
import { MANIFEST_ENTRY } from '../../../../electron/contract/exchange-records.ts'
import { filesBelow } from '../../../support/compute.ts'
import { IDS, writeMachineFile } from '../../../support/machine-file.ts'
import { unpacking } from './unpacking.ts'

const { root, file, stageDir, run, refusal, clear } = unpacking()

/** Replaces bytes of the file by others of the same length, wherever they stand. */
const patch = async (from: string, to: string): Promise<void> => {
  const text = (await readFile(file)).toString('latin1')
  expect(text).toContain(from)
  expect(to).toHaveLength(from.length)
  await writeFile(file, Buffer.from(text.replaceAll(from, to), 'latin1'))
}

describe('entries that no exported machine holds', () => {
  const extra = `models/${IDS.model}/extra-file.bin`

  it.each([
    ['leads out of the folder', '../../../../../../../../../../../../../etc/cron.d/extra-file.bin'],
    ['is absolute', `/${extra.slice(1)}`],
    ['has a backslash', extra.replace('/extra', '\\extra')],
    ['is hidden', extra.replace('/extra', '/.xtra')],
    ['is unknown', extra.replace('models', 'moduls')]
  ])('are refused where the name %s', async (_what, name) => {
    await writeMachineFile(file, { entries: entries => entries.set(extra, Buffer.from('x')) })
    await patch(extra, name.padEnd(extra.length, 'x').slice(0, extra.length))
    expect((await refusal()).code).toBe('unreadable')
    expect(filesBelow(root).filter(found => found.includes('xtra'))).toEqual([])
  })

  it('are refused where the list does not name one', async () => {
    await writeMachineFile(file, { late: entries => entries.set(extra, Buffer.from('x')) })
    expect((await refusal()).message).toContain(`it holds "${extra}", which its list does not name`)
  })

  it('are refused where one stands twice, or differs from another only in case', async () => {
    const twin = extra.replace('extra', 'Extra')
    await writeMachineFile(file, {
      entries: entries => entries.set(extra, Buffer.from('x')).set(twin, Buffer.from('y'))
    })
    expect((await refusal()).message).toContain('twice')
  })

  it('are refused where a listed one is missing', async () => {
    await writeMachineFile(file, { late: entries => entries.delete('scores.ndjson') })
    const error = await refusal()
    expect(error.message).toContain('its entry "scores.ndjson" is missing')
    expect(error.details).toMatchObject({ entry: 'scores.ndjson' })
  })

  it('are refused where a record has no content, or a content no record', async () => {
    await writeMachineFile(file, {
      entries: entries => {
        for (const name of [...entries.keys()]) if (name.startsWith('models/')) entries.delete(name)
      }
    })
    expect((await refusal()).message).toContain(`the files of the model ${IDS.model} are missing`)
    await clear()
    await writeMachineFile(file, { records: ({ records }) => void records.reports.splice(0) })
    expect((await refusal()).message).toContain(`"reports/${IDS.report}.pdf" belongs to no record`)
  })
})

describe('entries that claim more than they are', () => {
  it('are refused where the file cannot hold them', async () => {
    await writeMachineFile(file, {}, { compress: false })
    // The size of an entry in the table of contents, made one of 4 GB.
    const bytes = await readFile(file)
    const name = bytes.lastIndexOf(`models/${IDS.model}/model.bin`)
    bytes.writeUInt32LE(0xfffffff0, name - 46 + 20)
    bytes.writeUInt32LE(0xfffffff0, name - 46 + 24)
    await writeFile(file, bytes)
    expect((await refusal()).message).toContain('overlap')
  })

  it('are refused where they unpack to more than is said', async () => {
    await writeMachineFile(file, {
      entries: entries => entries.set(`models/${IDS.model}/model.bin`, Buffer.alloc(5_000_000)),
      manifest: manifest => {
        const entries = manifest['entries'] as { name: string; sizeBytes: number }[]
        for (const entry of entries) if (entry.name.endsWith('model.bin')) entry.sizeBytes = 10
      }
    })
    const bytes = await readFile(file)
    const name = bytes.lastIndexOf(`models/${IDS.model}/model.bin`)
    bytes.writeUInt32LE(10, name - 46 + 24)
    await writeFile(file, bytes)
    expect((await refusal()).message).toContain(`"models/${IDS.model}/model.bin" is damaged`)
  })

  it('are refused where the disk has not the room', async () => {
    await writeMachineFile(
      file,
      {
        manifest: manifest => {
          const entries = manifest['entries'] as { name: string; sizeBytes: number }[]
          for (const entry of entries) if (entry.name.endsWith('model.bin')) entry.sizeBytes = 2 ** 52
        }
      },
      { zip64: true }
    )
    const bytes = await readFile(file)
    const name = bytes.lastIndexOf(`models/${IDS.model}/model.bin`)
    const extra = name + `models/${IDS.model}/model.bin`.length
    // Behind the name: an extra field with the time, then the one with 64-bit sizes.
    const at = bytes.indexOf(Buffer.from([1, 0]), extra)
    bytes.writeBigUInt64LE(2n ** 52n, at + 4)
    await writeFile(file, bytes)
    expect((await refusal()).message).toContain('the disk of the data folder has')
  })

  it('are refused where the manifest is longer than any can be', async () => {
    await writeMachineFile(file)
    const bytes = await readFile(file)
    const name = bytes.lastIndexOf(MANIFEST_ENTRY)
    bytes.writeUInt32LE(0x7fffffff, name - 46 + 24)
    await writeFile(file, bytes)
    expect((await refusal()).message).toContain('too long')
  })
})

describe('a damaged file', () => {
  it('is refused wherever it is cut off', async () => {
    await writeMachineFile(file)
    const whole = await readFile(file)
    const points = Array.from({ length: 60 }, (_, index) => Math.floor((index * whole.length) / 60))
    for (const at of [...points, whole.length - 22, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, at))
      expect((await refusal()).code, `cut at ${at}`).toBe('unreadable')
    }
    expect(filesBelow(stageDir)).toEqual([])
  })

  it('is refused, or gives just what was written, whichever byte has changed', async () => {
    await writeMachineFile(file)
    await run()
    const contents = (): string[] =>
      filesBelow(stageDir).map(
        name => `${name} ${readFileSync(path.join(stageDir, name)).toString('base64')}`
      )
    const right = contents()
    const whole = await readFile(file)
    let refused = 0
    // All bytes in turn would take long.
    const step = process.env.EARSHOT_TEST_LONG === '1' ? 19 : 67
    for (let at = 0; at < whole.length; at += step) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      await writeFile(file, damaged)
      await clear()
      const outcome: unknown = await run().catch((error: unknown) => error)
      if (outcome instanceof AppError) refused += 1
      else {
        expect(outcome, `changed at ${at}`).not.toBeInstanceOf(Error)
        expect(contents(), `changed at ${at}`).toEqual(right)
      }
    }
    expect(refused).toBeGreaterThan(whole.length / step / 2)
  }, 120_000)

  it('names the entry whose content has changed', async () => {
    await writeMachineFile(file, {}, { compress: false })
    await patch('what the microphone heard', 'what the microphone herd!')
    const error = await refusal()
    expect(error.message).toMatch(/its entry "recordings\/.*\.wav" is damaged: the checksum does not fit/u)
  })
})
