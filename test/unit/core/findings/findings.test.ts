import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding, Machine } from '../../../../electron/contract/index.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'

describe('findings', () => {
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore()
    machine = await fittedMachine(test)
    await test.write('later/=cmd.wav', { score: 4 })
    await test.write('later/worse.wav', { score: 6 })
    await test.import(machine, [path.join(test.inputDir, 'later')])
  })
  afterEach(() => test.close())

  const list = (): Promise<Finding[]> => test.call('findings.list', { machineId: machine.id })
  const first = async (): Promise<Finding> => {
    const [finding] = await list()
    if (!finding) throw new Error('no finding')
    return finding
  }

  it('come most severe first, those with a verdict last', async () => {
    expect((await list()).map(({ fileName }) => fileName)).toEqual(['worse.wav', '=cmd.wav'])
    const { id } = await first()
    await test.call('findings.decide', { findingId: id, verdict: 'confirmed', by: 'Ada' })
    expect((await list()).map(({ fileName, verdict }) => [fileName, verdict])).toEqual([
      ['=cmd.wav', null],
      ['worse.wav', 'confirmed']
    ])
    const open = await test.call('findings.list', { machineId: machine.id, verdict: 'open' })
    expect(open).toHaveLength(1)
  })

  it('need a name for a verdict: given or from the settings', async () => {
    const { id } = await first()
    const verdict = { findingId: id, verdict: 'unsure' } as const
    await expect(test.call('findings.decide', verdict)).rejects.toMatchObject({ code: 'invalid' })
    await test.call('settings.update', { engineer: ' Ada Lovelace ' })
    const decided = await test.call('findings.decide', { ...verdict, comment: 'loose screw?' })
    expect(decided).toMatchObject({ verdict: 'unsure', comment: 'loose screw?', decidedBy: 'Ada Lovelace' })
    expect(decided.decidedAt).not.toBeNull()
    const back = await test.call('findings.decide', { findingId: id, verdict: null })
    expect(back).toMatchObject({ verdict: null, comment: 'loose screw?', decidedBy: null, decidedAt: null })
  })

  it('are counted on the overview while they are open', async () => {
    const open = async (): Promise<number> =>
      (await test.call('machines.get', { machineId: machine.id })).openFindings
    expect(await open()).toBe(2)
    await test.call('findings.decide', { findingId: (await first()).id, verdict: 'false-alarm', by: 'Ada' })
    expect(await open()).toBe(1)
  })

  it('stay in the audit log with who judged what', async () => {
    await test.call('findings.decide', { findingId: (await first()).id, verdict: 'confirmed', by: 'Ada' })
    const log = await test.call('auditLog.list', { machineId: machine.id })
    expect(log.map(({ action }) => action)).toEqual(['verdict', 'import', 'fit', 'import', 'create-machine'])
    expect(log[0]).toMatchObject({ by: 'Ada', details: { file: 'worse.wav', from: null, to: 'confirmed' } })
  })

  it('are exported as CSV that no spreadsheet runs as a formula', async () => {
    const { fileName, text } = await test.call('findings.csv', { machineId: machine.id })
    expect(fileName).toBe('Fan findings.csv')
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toMatchObject([
      {
        file: 'worse.wav',
        score: '6',
        threshold: '1',
        verdict: 'open',
        reasons: 'Louder than normal by 6.0 dB'
      },
      { file: "'=cmd.wav", score: '4' }
    ])
  })

  it('and scores are exported with flags as 0 and 1', async () => {
    const { text } = await test.call('results.csv', { machineId: machine.id })
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toHaveLength(8)
    expect(rows.filter(({ flagged }) => flagged === '1').map(({ file }) => file)).toEqual([
      "'=cmd.wav",
      'worse.wav'
    ])
    expect(rows.filter(({ held_out: heldOut }) => heldOut === '1')).toHaveLength(6)
  })

  it('of a recording that is relabelled normal stay until a fit learns from it', async () => {
    const { recordingId } = await first()
    await test.call('recordings.update', { recordingIds: [recordingId], label: 'normal' })
    expect(await list()).toHaveLength(2)
    await test.ended(test.call('models.fit', { machineId: machine.id }))
    expect((await list()).map(({ fileName }) => fileName)).toEqual(['=cmd.wav'])
  })
})
