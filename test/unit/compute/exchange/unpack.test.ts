import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspect } from '../../../../electron/compute/exchange/inspect.ts'
import { FORMAT_VERSION } from '../../../../electron/contract/exchange-records.ts'
import { stagedRecords } from '../../../../electron/contract/exchange-tasks.ts'
import { filesBelow } from '../../../support/compute.ts'
import { IDS, testId, writeMachineFile, writeZip } from '../../../support/machine-file.ts'
import { unpacking } from './unpacking.ts'

const { file, stageDir, dataDir, run, refusal } = unpacking()

describe('a whole file', () => {
  it.each([
    ['compressed', {}],
    ['stored', { compress: false }],
    ['in the form for large archives', { zip64: true }]
  ])('is laid out, %s', async (_how, options) => {
    await writeMachineFile(file, {}, options)
    const { machine, modelVersion, shared, head } = await run()
    expect([machine.id, modelVersion, shared, head.counts.recordings]).toEqual([IDS.machine, 3, 0, 2])
    const files = filesBelow(stageDir)
    expect(files.filter(name => name.startsWith('recordings/'))).toHaveLength(2)
    expect(files).toContain(`models/${IDS.model}/model.bin`)
    expect(files).toContain(`reports/${IDS.report}.pdf`)
  })

  it('is looked into without laying anything out', async () => {
    await writeMachineFile(file)
    const found = await inspect(file, 'fan.earshot', new AbortController().signal)
    expect(found).toMatchObject({ machine: { name: 'Fan' }, modelVersion: 3, head: { appVersion: '0.1.0' } })
    expect(filesBelow(stageDir)).toEqual([])
  })

  it('leaves out recordings that are there already, and verifies them all the same', async () => {
    await writeMachineFile(file)
    await run()
    const [name = ''] = filesBelow(stageDir).filter(entry => entry.startsWith('recordings/'))
    mkdirSync(path.dirname(path.join(dataDir, name)), { recursive: true })
    writeFileSync(path.join(dataDir, name), readFileSync(path.join(stageDir, name)))
    await rm(stageDir, { recursive: true })
    mkdirSync(stageDir)
    expect((await run()).shared).toBe(1)
    expect(existsSync(path.join(stageDir, name))).toBe(false)
  })

  it('gets new identifiers everywhere, also within the description of the model', async () => {
    await writeMachineFile(file)
    const { machine } = await run('job')
    const text = filesBelow(stageDir)
      .filter(name => /json$/u.test(name))
      .map(name => readFileSync(path.join(stageDir, name), 'utf8'))
      .join('\n')
    expect(machine.id).not.toBe(IDS.machine)
    expect(filesBelow(stageDir)).toContain(`models/${machine.currentModelId}/model.json`)
    for (const id of Object.values(IDS)) expect(text).not.toContain(id)
    const clip = JSON.parse(readFileSync(path.join(stageDir, stagedRecords('clips')), 'utf8')) as {
      id: string
    }
    const model = readFileSync(path.join(stageDir, `models/${machine.currentModelId}/model.json`), 'utf8')
    expect(model).toContain(clip.id)
  })

  it('writes one record a line, also where a text holds another separator of lines', async () => {
    await writeMachineFile(file)
    await run()
    const text = readFileSync(path.join(stageDir, stagedRecords('recordings')), 'utf8')
    expect(text.split(/\n|\u2028/u).filter(line => line !== '')).toHaveLength(2)
  })
})

describe('a file of format version 1', () => {
  it('comes in; what was added since is nothing', async () => {
    await writeMachineFile(file, {
      manifest: manifest => Object.assign(manifest, { version: 1 }),
      records: ({ records }) => {
        for (const model of records.models) {
          Reflect.deleteProperty(model, 'training')
          Reflect.deleteProperty(model, 'check')
        }
      }
    })
    await run()
    const line = readFileSync(path.join(stageDir, stagedRecords('models')), 'utf8')
    expect(JSON.parse(line)).toMatchObject({ id: IDS.model, training: null, check: null })
  })
})

describe('a file that is no exported machine', () => {
  it.each([
    ['is not there', async () => rm(file, { force: true }), 'not there'],
    ['is empty', async () => writeFile(file, ''), 'empty'],
    ['is a text', async () => writeFile(file, 'hello'.repeat(100)), 'no exported machine'],
    ['is another ZIP', async () => writeZip(file, new Map([['notes.txt', Buffer.from('x')]])), 'notes.txt'],
    ['is a ZIP without entries', async () => writeZip(file, new Map()), 'no exported machine'],
    [
      'has a manifest of another application',
      async () => writeMachineFile(file, { manifest: manifest => (manifest['format'] = 'other') }),
      'no exported machine'
    ],
    [
      'has another media type',
      async () => writeMachineFile(file, { entries: entries => entries.set('mimetype', Buffer.from('x')) }),
      'no exported machine'
    ]
  ])('is refused where it %s', async (_what, make, reason) => {
    await make()
    const error = await refusal()
    expect(error.message).toContain('fan.earshot')
    expect(error.message).toContain(reason)
    expect(filesBelow(stageDir)).toEqual([])
  })

  it('is refused in a plain sentence where it is of a newer version', async () => {
    await writeMachineFile(file, {
      manifest: manifest =>
        Object.assign(manifest, { version: FORMAT_VERSION + 1, appVersion: '9.1.0', more: true })
    })
    const error = await refusal()
    expect(error.code).toBe('unsupported')
    expect(error.message).toBe(
      'fan.earshot was written by a newer version of Earshot (9.1.0). Bring this Earshot up to date, then import it again.'
    )
  })
})

describe('records that do not fit', () => {
  const other = testId('9')
  it.each<[string, Parameters<typeof writeMachineFile>[1], string]>([
    [
      'an unknown field',
      { records: ({ records }) => Object.assign(records.events[0] ?? {}, { extra: 1 }) },
      '"events.ndjson", line 1: Unrecognized key'
    ],
    [
      'a missing field',
      { records: ({ records }) => Reflect.deleteProperty(records.clips[0] ?? {}, 'startS') },
      '"clips.ndjson", line 1: startS'
    ],
    [
      'a time in another form',
      {
        records: ({ records }) => Object.assign(records.events[0] ?? {}, { at: '2026-01-01T08:00:00+01:00' })
      },
      '"events.ndjson", line 1: at'
    ],
    [
      'an identifier that is a path',
      { records: ({ records }) => Object.assign(records.models[0] ?? {}, { id: '../../x' }) },
      '"models.ndjson", line 1: id'
    ],
    [
      'the same identifier',
      { records: ({ records }) => Object.assign(records.events[0] ?? {}, { id: IDS.clip }) },
      `the identifier ${IDS.clip} is there twice`
    ],
    [
      'a clip of no recording',
      { records: ({ records }) => Object.assign(records.clips[0] ?? {}, { recordingId: other }) },
      `there is no recording ${other}`
    ],
    [
      'a score of another recording',
      {
        records: ({ records }) => Object.assign(records.scores[0] ?? {}, { recordingId: IDS.otherRecording })
      },
      '"scores.ndjson", line 1: there is no clip'
    ],
    [
      'a score by no model',
      { records: ({ records }) => Object.assign(records.scores[0] ?? {}, { modelId: other }) },
      `there is no model ${other}`
    ],
    [
      'a lane that is cut off',
      { records: ({ records }) => Object.assign(records.scores[0] ?? {}, { bands: 'AAAAAAA=' }) },
      'its numbers are cut off'
    ],
    [
      'a finding of no clip',
      { records: ({ records }) => Object.assign(records.findings[0] ?? {}, { clipId: other }) },
      `there is no clip ${other}`
    ],
    [
      'a version that was never given',
      { records: ({ machine }) => Object.assign(machine, { lastModelVersion: 2 }) },
      'version 3 was never given'
    ],
    [
      'a model in use that is not there',
      { records: ({ machine }) => Object.assign(machine, { currentModelId: other }) },
      'the model in use is missing'
    ],
    [
      'a recording of another content',
      { records: ({ records }) => Object.assign(records.recordings[0] ?? {}, { sizeBytes: 5 }) },
      'is another content than the record says'
    ],
    [
      'another number than announced',
      { manifest: manifest => Object.assign(manifest['counts'] as object, { clips: 2 }) },
      '"clips.ndjson" holds 1 records, 2 are announced'
    ],
    [
      'a line that is no JSON',
      { entries: entries => entries.set('events.ndjson', Buffer.from('{"id":\n')) },
      '"events.ndjson", line 1 is no JSON'
    ],
    [
      'bytes that are no text',
      { entries: entries => entries.set('events.ndjson', Buffer.from([0x22, 0xff, 0x22, 0x0a])) },
      '"events.ndjson" is no text of lines'
    ],
    [
      'a machine without a name',
      { records: ({ machine }) => Object.assign(machine, { name: ' ' }) },
      '"machine.json" does not fit (name'
    ]
  ])('%s', async (_what, changes, reason) => {
    await writeMachineFile(file, changes)
    const error = await refusal()
    expect(error.code).toBe('unreadable')
    expect(error.message).toContain(reason)
  })
})

describe('unpacking that is cancelled', () => {
  it('ends with the reason of the signal', async () => {
    await writeMachineFile(file)
    const stop = new AbortController()
    const running = run(null, stop, () => stop.abort())
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })
})
