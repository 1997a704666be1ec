import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCore } from '../../../../electron/core/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'

describe('a start', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })
  afterEach(() => test.close())

  it('removes what interrupted work left behind and keeps what rows need', async () => {
    await fittedMachine(test)
    const folder = (name: string): string => path.join(test.dataDir, name)
    const kept = filesBelow(folder('recordings'))
    const models = filesBelow(folder('models'))
    await mkdir(folder('recordings/zz'), { recursive: true })
    await mkdir(folder('models/half.tmp'), { recursive: true })
    await writeFile(folder('recordings/zz/orphan.wav'), 'x')
    await writeFile(path.join(folder('recordings'), path.dirname(kept[0] ?? ''), 'x.wav.tmp'), 'x')
    await writeFile(folder('models/half.tmp/model.json'), 'x')
    await writeFile(folder('reports/half.pdf.part'), 'x')
    await test.core.receiveUpload('forgotten', 'a.wav', Readable.from(['x']))
    await test.reopen()
    expect(filesBelow(folder('recordings'))).toEqual(kept)
    expect(filesBelow(folder('models'))).toEqual(models)
    expect(filesBelow(folder('reports'))).toEqual([])
    expect(filesBelow(folder('uploads'))).toEqual([])
  })

  it('keeps an upload whose import can be run again', async () => {
    const held = await openTestCore(
      createFakeCompute({
        prepare: (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
          })
      })
    )
    const machine = await held.call('machines.create', { name: 'Fan' })
    await held.core.receiveUpload('up', 'a.wav', Readable.from(['{}']))
    const source = { uploadId: 'up' }
    const { planId } = await held.call('imports.plan', { machineId: machine.id, source })
    await held.call('imports.start', { planId })
    await held.reopen()
    expect(filesBelow(path.join(held.dataDir, 'uploads'))).toEqual([path.join('up', 'a.wav')])
    await held.close()
  })

  it('refuses a data folder that another one owns', async () => {
    const second = createCore({
      dataDir: test.dataDir,
      compute: createFakeCompute(),
      appVersion: '',
      log: () => undefined
    })
    await expect(second).rejects.toMatchObject({ code: 'busy', details: { pid: process.pid } })
  })

  it('finds settings and machines again', async () => {
    await test.call('settings.update', { engineer: 'Ada', pageSize: 'LETTER' })
    await test.call('machines.create', { name: 'Fan' })
    await test.reopen()
    expect(await test.call('settings.get', {})).toMatchObject({ engineer: 'Ada', pageSize: 'LETTER' })
    expect(await test.call('machines.list', {})).toHaveLength(1)
  })

  it('shows folders of this computer to choose from', async () => {
    await test.write('set/normal/a.wav')
    await test.write('set/b.flac')
    await test.write('set/.hidden/c.wav')
    const folder = path.join(test.inputDir, 'set')
    expect(await test.call('system.browse', { path: folder })).toEqual({
      path: folder,
      parent: test.inputDir,
      folders: [{ name: 'normal', path: path.join(folder, 'normal') }],
      audioFiles: 1
    })
    await expect(test.call('system.browse', { path: path.join(folder, 'none') })).rejects.toMatchObject({
      code: 'unreadable'
    })
  })
})
