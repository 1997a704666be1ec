import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../../electron/contract/errors.ts'
import { remedyOf } from '../../../../renderer/src/features/model/remedy.ts'

const failed = (code: ErrorCode, details: Record<string, unknown> = {}) =>
  remedyOf({ state: 'failed', error: { code, message: '', details }, result: null })

describe('remedyOf', () => {
  it('leads to the settings where the engine is missing or was lost', () => {
    expect(failed('engine-missing')).toEqual({ text: 'engine', canRetry: true, toSettings: true })
    expect(failed('engine-lost')).toEqual({ text: 'lost', canRetry: true, toSettings: true })
  })

  it('asks for room where the disk is full', () => {
    expect(failed('conflict', { isStorageError: true })).toEqual({
      text: 'disk',
      canRetry: true,
      toSettings: false
    })
  })

  it('leaves it to the sentence of the error where normals are missing', () => {
    expect(failed('too-few-normals')).toEqual({ text: null, canRetry: false, toSettings: false })
  })

  it('says that nothing changed after a cancel', () => {
    expect(remedyOf({ state: 'cancelled', error: null, result: null }).text).toBe('nothingChanged')
  })

  it('offers to go on after an interruption', () => {
    expect(remedyOf({ state: 'interrupted', error: null, result: null })).toMatchObject({
      text: 'goesOn',
      canRetry: true
    })
  })

  it('offers no second fit where the version was made and scores are missing', () => {
    const result = { modelId: 'm' }
    expect(remedyOf({ state: 'cancelled', error: null, result })).toMatchObject({
      text: 'unscored',
      canRetry: false
    })
  })
})
