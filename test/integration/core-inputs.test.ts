import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaUrl } from '../../electron/contract/index.ts'
import { computeForTests } from '../support/compute.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { dataPath, describeWithData } from '../support/data.ts'
import { writeNoiseWav } from '../support/wav-files.ts'

describeWithData('mimii-fan-8ch', 'a microphone array', () => {
  const compute = computeForTests()
  let test: TestCore
  beforeAll(async () => {
    test = await openTestCore(compute)
  })
  afterAll(() => test.close())

  it('comes in by the channel that is chosen, and each channel can be heard', async () => {
    const machine = await test.call('machines.create', { name: 'Fan' })
    const source = { paths: [dataPath('mimii-fan-8ch', 'fan')] }
    const plan = await test.call('imports.plan', { machineId: machine.id, source })
    expect(plan.channels).toBe(8)
    expect(plan.files.map(({ label }) => label).toSorted()).toEqual(['anomalous', 'normal'])
    await test.ended(test.call('imports.start', { planId: plan.planId, channel: 8 }))
    const { rows } = await test.call('recordings.list', { machineId: machine.id })
    expect(rows).toMatchObject([
      { channels: 8, clips: 1 },
      { channels: 8, clips: 1 }
    ])
    const heard = await Promise.all(
      [1, 8].map(async channel => {
        const content = await test.core.media(mediaUrl.listen(rows[0]?.id ?? '', channel))
        return readFile(content.kind === 'file' ? content.path : '')
      })
    )
    expect(heard[0]?.equals(heard[1] ?? Buffer.alloc(0))).toBe(false)
    const levels = rows.map(({ levelDb }) => levelDb)
    await test.call('machines.update', { machineId: machine.id, fields: { channel: 1 } })
    const [job] = await test.call('jobs.list', { machineId: machine.id })
    await test.ended({ jobId: job?.id ?? '' })
    const after = await test.call('recordings.list', { machineId: machine.id })
    expect(after.rows.map(({ clips }) => clips)).toEqual([1, 1])
    expect(after.rows.map(({ levelDb }) => levelDb)).not.toEqual(levels)
  })
})

describe('bad input', () => {
  const compute = computeForTests()
  let test: TestCore
  beforeAll(async () => {
    test = await openTestCore(compute)
  })
  afterAll(() => test.close())

  const header = (changes: (view: DataView) => void): Buffer => {
    const bytes = Buffer.alloc(44 + 64)
    bytes.write('RIFF', 0)
    bytes.write('WAVEfmt ', 8)
    bytes.write('data', 36)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    view.setUint32(4, bytes.length - 8, true)
    view.setUint32(16, 16, true)
    view.setUint16(20, 1, true)
    view.setUint16(22, 1, true)
    view.setUint32(24, 16_000, true)
    view.setUint32(28, 32_000, true)
    view.setUint16(32, 2, true)
    view.setUint16(34, 16, true)
    view.setUint32(40, 64, true)
    changes(view)
    return bytes
  }

  it('is listed with file and reason while the rest comes in', async () => {
    const machine = await test.call('machines.create', { name: 'Fan' })
    const at = (name: string): string => path.join(test.inputDir, name)
    writeNoiseWav(at('good Lu\u0308fter 😀.wav'), 1, { seconds: 2 })
    const whole = await readFile(at('good Lu\u0308fter 😀.wav'))
    await writeFile(at('empty.wav'), '')
    await writeFile(at('text.wav'), 'this is no sound at all, only text that someone renamed')
    await writeFile(
      at('zero-hz.wav'),
      header(view => view.setUint32(24, 0, true))
    )
    await writeFile(
      at('one-sample.wav'),
      header(view => view.setUint32(40, 2, true))
    )
    await writeFile(
      at('claims-4-gb.wav'),
      header(view => view.setUint32(40, 0xffff_fff0, true)).subarray(0, 44)
    )
    await writeFile(at('cut-off.wav'), whole.subarray(0, 20_000))
    const job = await test.import(machine, [test.inputDir], { clipLengthS: 2 })
    expect(job.state).toBe('done')
    const { failed, imported } = job.result as {
      failed: { file: string; reason: string }[]
      imported: number
    }
    expect(imported).toBe(1)
    expect(failed.map(({ file }) => file).toSorted()).toEqual([
      'claims-4-gb.wav',
      'cut-off.wav',
      'empty.wav',
      'one-sample.wav',
      'text.wav',
      'zero-hz.wav'
    ])
    for (const { file, reason } of failed) expect(reason.length, file).toBeGreaterThan(5)
    const { rows } = await test.call('recordings.list', { machineId: machine.id })
    expect(rows).toMatchObject([{ fileName: 'good Lu\u0308fter 😀.wav', clips: 1 }])
  })

  it('of silent normals is refused by name and never flagged', async () => {
    const machine = await test.call('machines.create', { name: 'Silent' })
    for (let index = 0; index < 6; index += 1) {
      const file = path.join(test.inputDir, `silent/normal/s${index}.wav`)
      writeNoiseWav(file, index, { seconds: 2 + index / 10, amplitude: 0 })
    }
    await test.import(machine, [path.join(test.inputDir, 'silent')], { clipLengthS: 2 })
    const { rows } = await test.call('recordings.list', { machineId: machine.id })
    expect(rows).toHaveLength(6)
    for (const { badges } of rows) expect(badges.map(({ code }) => code)).toContain('silence')
    await expect(test.call('models.fit', { machineId: machine.id })).rejects.toMatchObject({
      code: 'degenerate-normals',
      message: expect.stringContaining('s0.wav') as string
    })
  })

  it('of a silent recording is not judged by a model', async () => {
    const machine = await test.call('machines.create', { name: 'Fan 2' })
    for (let index = 0; index < 6; index += 1) {
      writeNoiseWav(path.join(test.inputDir, `noise/normal/n${index}.wav`), 50 + index, { seconds: 2 })
    }
    await test.import(machine, [path.join(test.inputDir, 'noise')], { clipLengthS: 2 })
    const fit = await test.ended(test.call('models.fit', { machineId: machine.id }))
    expect(fit).toMatchObject({ state: 'done' })
    writeNoiseWav(path.join(test.inputDir, 'later/quiet.wav'), 1, { seconds: 2, amplitude: 0 })
    const job = await test.import(machine, [path.join(test.inputDir, 'later')])
    expect(job.result).toMatchObject({ imported: 1, scored: 0, flagged: 0 })
    expect(await test.call('findings.list', { machineId: machine.id })).toEqual([])
  })
})
