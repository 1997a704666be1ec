import { describe, expect, it } from 'vitest'
import { deviceToOpen } from '../../../../../renderer/src/features/record/capture/device-list.ts'
import { problemOf } from '../../../../../renderer/src/features/record/capture/microphone-problem.ts'
import { settingsWarnings } from '../../../../../renderer/src/features/record/capture/settings-warnings.ts'
import { clockText } from '../../../../../renderer/src/features/record/clock-text.ts'

const RAW = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 2,
  sampleRate: 48_000,
  sampleSize: 16,
  latency: 0.01
}
const DEVICES = [
  { id: 'a1', label: 'Built-in' },
  { id: 'b2', label: 'USB measuring microphone' }
]

describe('the device to open', () => {
  it('is the remembered one', () => {
    expect(deviceToOpen(DEVICES, { id: 'b2', label: 'another name' })).toBe('b2')
  })

  it('is the one of the same name where the browser gave it another id', () => {
    expect(deviceToOpen(DEVICES, { id: 'gone', label: 'USB measuring microphone' })).toBe('b2')
  })

  it('is the missing one where it is not connected: no other takes its place unasked', () => {
    expect(deviceToOpen(DEVICES, { id: 'gone', label: 'Probe' })).toBe('gone')
  })

  it('is left to the system where none was chosen', () => {
    expect(deviceToOpen(DEVICES, undefined)).toBeNull()
  })
})

describe('why a microphone does not open', () => {
  const named = (name: string, message = ''): DOMException => new DOMException(message, name)

  it.each([
    ['NotAllowedError', 'Permission denied', 'denied'],
    ['NotAllowedError', 'Permission denied by system', 'blocked'],
    ['NotFoundError', '', 'none'],
    ['NotReadableError', '', 'busy'],
    ['InvalidStateError', '', 'failed']
  ])('%s (%s) means %s', (name, message, problem) => {
    expect(problemOf(named(name, message), true)).toBe(problem)
  })

  it('is that the chosen device is missing, or that there is none at all', () => {
    expect(problemOf(named('OverconstrainedError'), true)).toBe('missing')
    expect(problemOf(named('OverconstrainedError'), false)).toBe('none')
  })
})

describe('the settings really used', () => {
  it('need no warning when the sound is raw', () => {
    expect(settingsWarnings(RAW, 48_000)).toEqual([])
  })

  it('name the processing that stays on, also where a browser names its kind', () => {
    const settings = { ...RAW, echoCancellation: 'all', autoGainControl: true, noiseSuppression: null }
    expect(settingsWarnings(settings, 48_000)).toEqual(['echoCancellation', 'autoGainControl'])
  })

  it('warn of another rate than that of the device', () => {
    expect(settingsWarnings(RAW, 44_100)).toEqual(['rate'])
    expect(settingsWarnings({ ...RAW, sampleRate: null }, 44_100)).toEqual([])
  })
})

describe('a running time', () => {
  it('is in minutes and seconds, with hours where there are some', () => {
    expect([0, 7.9, 750, 3723, -1].map(clockText)).toEqual(['0:00', '0:07', '12:30', '1:02:03', '0:00'])
  })
})
