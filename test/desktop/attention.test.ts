import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DesktopInput } from '../../electron/contract/desktop.ts'
import { call, ended, noiseMachine } from './support/calls.ts'
import { openScene, type Scene } from './support/scene.ts'

interface Seen {
  readonly progress: readonly (readonly [number, string])[]
  readonly flashes: readonly boolean[]
  readonly badges: readonly number[]
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

/** Notes what is shown around the window; the window is in front or not as `isFocused` says. */
const watch = (isFocused: boolean): Promise<void> =>
  scene.app.evaluate(({ app, BrowserWindow }, focused) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (!window) throw new Error('There is no window')
    const seen = {
      progress: [] as [number, string][],
      flashes: [] as boolean[],
      badges: [] as number[]
    }
    Object.assign(globalThis, { seen })
    window.isFocused = () => focused
    window.setProgressBar = (value, options) => seen.progress.push([value, options?.mode ?? ''])
    window.flashFrame = isOn => seen.flashes.push(isOn)
    app.setBadgeCount = count => seen.badges.push(count ?? 0) > 0
  }, isFocused)
const seen = (): Promise<Seen> => scene.app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
const announce = (news: Partial<DesktopInput<'desktop.announce'>>): Promise<string> =>
  scene.page.evaluate(
    text => window.earshot.desktop('desktop.announce', text),
    JSON.stringify({ title: 'Fit · Pump', body: 'Done', place: '/', flagged: 0, durationS: 12, ...news })
  )

describe('while the window is not in front', () => {
  beforeEach(() => watch(false))

  it('counts new flags on the badge and calls for attention, until the window is looked at', async () => {
    await announce({ flagged: 3, durationS: 2 })
    await announce({ flagged: 1, durationS: 2 })
    expect(await seen()).toMatchObject({ badges: [3, 4], flashes: [true, true] })
    await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('focus'))
    expect((await seen()).badges.at(-1)).toBe(0)
    expect((await seen()).flashes.at(-1)).toBe(false)
  })
})

describe('the task bar', () => {
  it('shows the progress of a job and takes it away at the end; the interface tells of the end', async () => {
    await watch(false)
    await noiseMachine(scene.page, `${scene.dataDir}/noise`, { name: 'Saw', count: 8 })
    await expect.poll(async () => (await seen()).progress.at(-1)).toEqual([-1, 'none'])
    const { progress } = await seen()
    expect(progress.some(([value, mode]) => value >= 0 && value <= 1 && mode === 'normal')).toBe(true)
  })

  it('is red after a failure that nobody saw, until somebody looks', async () => {
    await watch(false)
    const { machineId } = await noiseMachine(scene.page, `${scene.dataDir}/lost noise`, { name: 'Lost' })
    for (const folder of ['recordings', 'cache'])
      await rm(path.join(scene.dataDir, folder), { recursive: true, force: true })
    const { jobId } = await call(scene.page, 'models.fit', { machineId })
    expect(await ended(scene.page, jobId)).toMatchObject({ state: 'failed' })
    await expect.poll(async () => (await seen()).progress.at(-1)).toEqual([1, 'error'])
    await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('focus'))
    expect((await seen()).progress.at(-1)).toEqual([-1, 'none'])
  })
})

it('keeps the computer awake while a job runs, and no longer', async () => {
  await scene.app.evaluate(({ powerSaveBlocker }) => {
    const told: string[] = []
    const { start, stop } = powerSaveBlocker
    Object.assign(globalThis, { told })
    powerSaveBlocker.start = kind => {
      told.push(`start ${kind}`)
      return start.call(powerSaveBlocker, kind)
    }
    powerSaveBlocker.stop = id => {
      told.push('stop')
      return stop.call(powerSaveBlocker, id)
    }
  })
  const told = (): Promise<string[]> =>
    scene.app.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  await noiseMachine(scene.page, `${scene.dataDir}/more noise`, { name: 'Drill', count: 4 })
  await expect.poll(told).toEqual(['start prevent-app-suspension', 'stop'])
})
