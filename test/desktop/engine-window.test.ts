import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { call, ended, noiseMachine } from './support/calls.ts'
import type { NoiseMachine } from './support/calls.ts'
import { openScene } from './support/scene.ts'
import type { Scene } from './support/scene.ts'

/** Chromium's own driver that computes on the processor: the only WebGPU without a graphics card. */
const SWIFTSHADER = [
  ...['--use-webgpu-adapter=swiftshader', '--use-vulkan=swiftshader', '--enable-features=Vulkan'],
  ...['--use-gl=angle', '--use-angle=swiftshader', '--ignore-gpu-blocklist']
]
const EQUIPMENT = path.join(import.meta.dirname, 'support/stand-in-engine.cjs')
const TITLE = 'Earshot compute'

let scene: Scene
let machine: NoiseMachine
beforeAll(async () => {
  scene = await openScene({ args: SWIFTSHADER, hasGpu: true })
  await scene.app.evaluate(
    ({ session }, script) => session.fromPartition('engine').setPreloads([script]),
    EQUIPMENT
  )
  machine = await noiseMachine(scene.page, scene.dataDir, { count: 6, seconds: 1 })
  await call(scene.page, 'settings.update', { engine: 'webgpu' })
})
afterAll(() => scene.close())

/** Starts a small training; answers its job. */
const fit = async (epochs: number): Promise<string> => {
  const params = { epochs, folds: 0 }
  const { machineId } = machine
  return (await call(scene.page, 'models.fit', { machineId, detector: 'ae-mse', params })).jobId
}

/** The process of the hidden window; null where there is none. */
const engineProcess = (): Promise<number | null> =>
  scene.app.evaluate(({ BrowserWindow }, title) => {
    const window = BrowserWindow.getAllWindows().find(candidate => candidate.getTitle() === title)
    return window === undefined || window.isVisible() ? null : window.webContents.getOSProcessId()
  }, TITLE)

const engineProcessOnceThere = (): Promise<number> =>
  vi.waitFor(
    async () => {
      const pid = await engineProcess()
      if (pid === null || pid === 0) throw new Error('There is no hidden window')
      return pid
    },
    { timeout: 30_000, interval: 50 }
  )

const newestEngine = async (): Promise<string | undefined> =>
  (await call(scene.page, 'models.list', { machineId: machine.machineId }))[0]?.engine

describe('WebGPU in the desktop', () => {
  it('trains in a hidden window, which is gone afterwards', async () => {
    const jobId = await fit(1)
    expect(await engineProcessOnceThere()).toBeGreaterThan(0)
    expect(await ended(scene.page, jobId)).toMatchObject({ state: 'done' })
    expect(await newestEngine()).toBe('webgpu on the GPU')
    await expect.poll(engineProcess).toBeNull()
  })

  it('does it in a page that reaches nothing but itself, and ends within seconds when it is cancelled', async () => {
    const jobId = await fit(2000)
    await engineProcessOnceThere()
    const reached = await scene.app.evaluate(async ({ BrowserWindow }, title) => {
      const window = BrowserWindow.getAllWindows().find(candidate => candidate.getTitle() === title)
      const tryTo = (code: string): Promise<unknown> =>
        window?.webContents.executeJavaScript(
          `Promise.resolve().then(() => ${code}).catch(error => error.name)`
        ) ?? Promise.resolve(null)
      return {
        address: await tryTo('location.href'),
        server: await tryTo("fetch('https://example.org/')"),
        file: await tryTo("fetch('file:///etc/hostname')"),
        interface: await tryTo("fetch('app://earshot/')"),
        microphone: await tryTo(
          'navigator.permissions.query({ name: "microphone" }).then(({ state }) => state)'
        ),
        core: await tryTo(
          "require('electron').ipcRenderer.invoke('earshot:call', 'machines.list', '{}').then(JSON.parse).then(({ error }) => error.code)"
        )
      }
    }, TITLE)
    expect(reached).toEqual({
      address: 'app://engine/',
      server: 'TypeError',
      file: 'TypeError',
      interface: 'TypeError',
      microphone: 'denied',
      core: 'unauthorised'
    })
    await call(scene.page, 'jobs.cancel', { jobId })
    expect(await ended(scene.page, jobId)).toMatchObject({ state: 'cancelled' })
    await expect.poll(engineProcess, { timeout: 10_000 }).toBeNull()
  })

  it.runIf(process.env.EARSHOT_TEST_LONG === '1')('is measured there [EARSHOT_TEST_LONG=1]', async () => {
    const { engines } = await call(scene.page, 'system.doctor', {})
    expect(engines.find(({ id }) => id === 'webgpu')).toMatchObject({ state: 'works', isCorrect: true })
  })

  it('gives way to the processor when its process dies', async () => {
    const jobId = await fit(3)
    const pid = await engineProcessOnceThere()
    await scene.app.evaluate((_electron, target) => process.kill(target, 'SIGSEGV'), pid)
    expect(await ended(scene.page, jobId)).toMatchObject({ state: 'done' })
    expect(await newestEngine()).toMatch(/^tensorflow on the CPU/)
  })
})
