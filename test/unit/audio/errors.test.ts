import { expect, it } from 'vitest'
import { cutOffReason, fromFileSystemError } from '../../../electron/audio/errors.ts'
import { AppError } from '../../../electron/contract/errors.ts'

const systemError = (code: string): Error => Object.assign(new Error(`${code}: failed, open`), { code })

it.each([
  ['EACCES', 'pump.wav: no permission to read it'],
  ['ENOENT', 'pump.wav: the file is not there'],
  ['EISDIR', 'pump.wav: it is a folder, not a file'],
  ['EWHATEVER', 'pump.wav: it cannot be read (EWHATEVER)']
])('says what %s means', (code, message) => {
  const error = fromFileSystemError(systemError(code), '/machines/pump.wav')
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ code: 'unreadable', message, details: { systemCode: code } })
})

it('passes other errors unchanged', () => {
  const error = new AppError('invalid', 'as it was')
  expect(fromFileSystemError(error, 'pump.wav')).toBe(error)
  const abort = new DOMException('stopped', 'AbortError')
  expect(fromFileSystemError(abort, 'pump.wav')).toBe(abort)
})

it('gives cut-off lengths enough digits to differ', () => {
  expect(cutOffReason(1.2, 10)).toBe('the file is cut off: 1.2 s of 10.0 s are there')
  expect(cutOffReason(9.9991, 10)).toBe('the file is cut off: 9.999 s of 10.000 s are there')
})
