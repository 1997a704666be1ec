import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { events, methods, type MethodName } from '../../electron/contract/index.ts'
import { openTestCore, type TestCore } from '../support/core.ts'

const names = Object.keys(methods) as MethodName[]
/** An object that no input schema takes: every field that any of them knows has a wrong type. */
const WRONG = Symbol('wrong')
const fields = [
  'machineId',
  'recordingId',
  'recordingIds',
  'jobId',
  'modelId',
  'findingId',
  'eventId',
  'planId',
  'clipId',
  'takeId',
  'limit',
  'path',
  'name',
  'theme'
]
const wrongInput = Object.fromEntries(fields.map(field => [field, WRONG]))
/** Calls without input take any object; they are told apart by their schema. */
const takesNothing = (name: MethodName): boolean => methods[name].input.safeParse(wrongInput).success

describe('the contract', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await openTestCore()
  })
  afterAll(() => test.close())

  it('names calls nouns.verb and events nouns.changed, but for what is told point by point', () => {
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)
    const told = Object.keys(events).filter(name => name !== 'models.training')
    for (const name of told) expect(name).toMatch(/^[a-z]+\.changed$/)
  })

  it.each(names)('%s answers input that is no object as invalid', async name => {
    await expect(test.core.dispatch(name, 'text')).rejects.toMatchObject({ code: 'invalid' })
    await expect(test.core.dispatch(name, null)).rejects.toMatchObject({ code: 'invalid' })
  })

  it.each(names.filter(name => !takesNothing(name)))('%s answers wrong fields as invalid', async name => {
    await expect(test.core.dispatch(name, wrongInput)).rejects.toMatchObject({
      code: 'invalid',
      details: { issues: expect.any(Array) as unknown }
    })
  })

  const ids = {
    machineId: 'none',
    recordingId: 'none',
    recordingIds: ['none'],
    jobId: 'none',
    modelId: 'none',
    otherModelId: 'none',
    findingId: 'none',
    eventId: 'none',
    planId: 'none',
    clipId: 'none',
    takeId: 'none',
    threshold: 1,
    verdict: 'unsure',
    note: '',
    text: 'x',
    at: '2026-01-01T00:00:00Z',
    fields: {},
    source: { uploadId: 'none' }
  } as const
  const needsSomething = names.filter(
    name => !methods[name].input.safeParse({}).success && methods[name].input.safeParse(ids).success
  )
  const listsByFilter = new Set<MethodName>(['recordings.list', 'recordings.ids'])

  it.each(needsSomething.filter(name => !listsByFilter.has(name) && name !== 'findings.list'))(
    '%s answers not-found for what is not there',
    async name => {
      await expect(test.core.dispatch(name, ids)).rejects.toMatchObject({ code: 'not-found' })
    }
  )

  it.each(names.filter(name => methods[name].input.safeParse({}).success))(
    '%s needs no input and answers by its schema',
    async name => {
      const output = await test.core.dispatch(name, {})
      expect(methods[name].output.safeParse(output).success).toBe(true)
    }
  )

  it('leaves nothing unexpected in the log', () => {
    expect(test.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
