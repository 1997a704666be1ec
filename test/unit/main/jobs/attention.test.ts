import { describe, expect, it } from 'vitest'
import type { DesktopParsedInput } from '../../../../electron/contract/desktop.ts'
import type { Take } from '../../../../electron/contract/recorder.ts'
import { createEventBus } from '../../../../electron/core/event-bus.ts'
import { createAttention, type Attention } from '../../../../electron/main/jobs/attention.ts'
import { createFakeClient } from '../../../support/fake-client.ts'

const NEWS: DesktopParsedInput<'desktop.announce'> = {
  title: 'Fit · Pump',
  body: 'The model is ready',
  place: '/machines/m1/model',
  flagged: 0,
  durationS: 12
}

interface Scene {
  readonly attention: Attention
  readonly told: string[]
  readonly person: { isFocused: boolean; wantsNotifications: boolean }
  takes: Pick<Take, 'state'>[]
  takesChanged(): Promise<void>
}

const openScene = (): Scene => {
  const told: string[] = []
  const bus = createEventBus(error => told.push(`error ${String(error)}`))
  const person = { isFocused: false, wantsNotifications: true }
  const client = createFakeClient({ 'takes.list': () => scene.takes as Take[] })
  const attention = createAttention({
    core: { client, on: bus.on },
    app: { setBadgeCount: count => told.push(`badge ${count}`) > 0 },
    blocker: { start: () => told.push('awake'), stop: () => told.push('may sleep') > 0 },
    notify: (title, body, onClick) => {
      told.push(`notice ${title}: ${body}`)
      onClick()
    },
    window: () => ({
      isFocused: () => person.isFocused,
      setProgressBar: () => undefined,
      flashFrame: isOn => void told.push(`flash ${isOn}`)
    }),
    wantsNotifications: () => person.wantsNotifications,
    goTo: place => void told.push(`go to ${place}`),
    log: (_level, message) => void told.push(`log ${message}`)
  })
  const scene: Scene = {
    attention,
    told,
    person,
    takes: [],
    takesChanged: async () => {
      bus.emit('takes.changed', { machineId: 'm1' })
      await Promise.resolve()
      await Promise.resolve()
      await Promise.resolve()
    }
  }
  return scene
}

describe('the end of a long job', () => {
  it('is told by a notification whose click leads to the page of the result', () => {
    const { attention, told } = openScene()
    attention.announce(NEWS)
    expect(told).toEqual(['notice Fit · Pump: The model is ready', 'go to /machines/m1/model'])
  })

  it('is told by none where the window is in front, the job was short or the person wants none', () => {
    const { attention, told, person } = openScene()
    attention.announce({ ...NEWS, durationS: 3 })
    person.wantsNotifications = false
    attention.announce(NEWS)
    person.wantsNotifications = true
    person.isFocused = true
    attention.announce(NEWS)
    expect(told).toEqual([])
  })
})

describe('new flags', () => {
  it('are counted on the badge until the window is looked at', () => {
    const { attention, told } = openScene()
    attention.announce({ ...NEWS, durationS: 2, flagged: 3 })
    attention.announce({ ...NEWS, durationS: 2, flagged: 1 })
    attention.seen()
    expect(told).toEqual(['badge 3', 'flash true', 'badge 4', 'flash true', 'badge 0', 'flash false'])
  })

  it('are not counted while the window is in front', () => {
    const { attention, told, person } = openScene()
    person.isFocused = true
    attention.announce({ ...NEWS, flagged: 3 })
    expect(told).toEqual([])
  })
})

describe('the computer', () => {
  it('stays awake while the page records, between the takes of a series too', () => {
    const { attention, told } = openScene()
    attention.setRecording(true)
    attention.setRecording(true)
    attention.setRecording(false)
    expect(told).toEqual(['awake', 'may sleep'])
  })

  it('stays awake while a take is written, and may sleep once none is', async () => {
    const scene = openScene()
    scene.takes = [{ state: 'recording' }]
    await scene.takesChanged()
    expect(scene.told).toEqual(['awake'])
    scene.takes = [{ state: 'recovered' }]
    await scene.takesChanged()
    expect(scene.told).toEqual(['awake', 'may sleep'])
  })
})
