import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runServer } from '../support/run-server.ts'
import { idleTimeOf } from '../support/timing.ts'
import { call } from './support/calls.ts'
import { processTree, proportionalMb } from './support/processes.ts'
import { newDataDir, openScene, type Scene } from './support/scene.ts'
import { spawnDesktop } from './support/spawn.ts'

const VISIBLE_WITHIN_MS = 4000
const MOST_MB_BEFORE_A_FIT = 600
const SAY_DIALOGS = ['-r', path.join(import.meta.dirname, 'support/say-dialogs.cjs')]

/** What only /proc tells. */
const onLinux = it.runIf(process.platform === 'linux')

/** All lines of a data folder's logs. */
const logText = async (dataDir: string): Promise<string> => {
  const folder = path.join(dataDir, 'logs')
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.log'))
  return (await Promise.all(names.map(name => readFile(path.join(folder, name), 'utf8')))).join('')
}

describe('the window', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  })
  afterAll(() => scene.close())

  onLinux('takes less than 600 MB with all its processes before a fit', () => {
    const megabytes = proportionalMb(processTree(scene.app.process().pid ?? 0))
    expect(megabytes).toBeGreaterThan(50)
    expect(megabytes).toBeLessThan(MOST_MB_BEFORE_A_FIT)
  })

  onLinux('has TensorFlow in no process', async () => {
    const maps = await Promise.all(
      processTree(scene.app.process().pid ?? 0).map(pid => readFile(`/proc/${pid}/maps`, 'utf8'))
    )
    expect(maps.join('')).toContain('electron')
    expect(maps.join('')).not.toMatch(/tensorflow/i)
  })

  onLinux(
    'measures the learning engine in a process of its own: main never holds TensorFlow',
    async context => {
      const report = await call(scene.page, 'system.doctor', {})
      context.skip(!report.isAvailable, 'needs the TensorFlow engine')
      expect(report).toMatchObject({ engine: 'tensorflow', isCorrect: true })
      expect(await readFile(`/proc/${scene.app.process().pid}/maps`, 'utf8')).not.toMatch(/tensorflow/i)
    }
  )

  it('comes to the front when Earshot is started again, and the second start ends', async () => {
    const isVisible = (): Promise<boolean> =>
      scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
    await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await isVisible()).toBe(false)
    const second = spawnDesktop(scene.dataDir)
    expect(await second.ended).toBe(0)
    await expect.poll(isVisible).toBe(true)
    expect(await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

describe('the start', () => {
  let dataDir = ''
  beforeAll(async () => {
    dataDir = await newDataDir()
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('shows the window within 4 s once the files are warm, and ends on SIGTERM', async () => {
    const shown = async (): Promise<void> => {
      await rm(path.join(dataDir, 'logs'), { recursive: true, force: true })
      const { child, ended } = spawnDesktop(dataDir)
      const text = (): Promise<string> => logText(dataDir)
      await expect.poll(text, { interval: 20, timeout: 60_000 }).toContain('window shown')
      took = Number(/"afterMs":(\d+)/.exec(await text())?.[1])
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
    let took = Infinity
    await shown()
    const whole = await idleTimeOf(shown)
    expect(took).toBeGreaterThan(0)
    expect(Math.min(took, whole)).toBeLessThan(VISIBLE_WITHIN_MS)
  })

  it('says in plain words that the server holds the data folder', async () => {
    const server = await runServer(dataDir)
    try {
      const { ended, output } = spawnDesktop(dataDir, { args: SAY_DIALOGS })
      expect(await ended).toBe(1)
      expect(output()).toContain('Earshot cannot start')
      expect(output()).toMatch(/in use by another Earshot \(process \d+/)
    } finally {
      await server.stop('SIGTERM')
    }
  })

  onLinux('says in plain words that the data folder cannot be one', async () => {
    const { ended, output } = spawnDesktop('/proc/version', { args: SAY_DIALOGS })
    expect(await ended).toBe(1)
    expect(output()).toContain('it is a file, or lies below one')
  })
})
