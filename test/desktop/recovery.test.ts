import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '../../electron/contract/jobs.ts'
import { openTab } from '../e2e/pages/app.ts'
import { call, noiseMachine, type NoiseMachine } from './support/calls.ts'
import { signalNextCompute } from './support/compute.ts'
import { answerMessages } from './support/dialogs.ts'
import { isAlive } from './support/processes.ts'
import { openScene, type Scene } from './support/scene.ts'

let scene: Scene
let machine: NoiseMachine
const open = async (): Promise<void> => {
  scene = await openScene()
}
const openWithMachine = async (): Promise<void> => {
  await open()
  machine = await noiseMachine(scene.page, path.join(scene.dataDir, 'made'))
}
const close = (): Promise<void> => scene.close()

const openModelPage = async (): Promise<void> => {
  await scene.page.getByRole('link', { name: /Pump/ }).first().click()
  await openTab(scene.page, 'Model')
  await scene.page.getByRole('button', { name: 'Fit from 12 normals' }).first().waitFor()
}

/** Ends the page's process, as a crash does; Playwright's own page is lost with it. */
const killPage = (): Promise<void> =>
  scene.app.evaluate(({ BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0
    return new Promise<void>(resolve => {
      BrowserWindow.getAllWindows()[0]?.webContents.once('render-process-gone', () => resolve())
      process.kill(pid, 'SIGKILL')
    })
  })

/** What the page says now, asked from the main process; empty while it is not there. */
const onPage = (script: string): Promise<unknown> =>
  scene.app.evaluate(({ BrowserWindow }, script) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents
    if (page === undefined || page.isCrashed() || page.isLoading()) return ''
    // A page that is lost meanwhile never answers.
    const late = new Promise(resolve => setTimeout(resolve, 1000, ''))
    return Promise.race([page.executeJavaScript(script) as Promise<unknown>, late])
  }, script)

const jobsOnPage = async (): Promise<Job[]> => {
  const text = await onPage(`earshot.call('jobs.list', '{}')`)
  return text === '' ? [] : (JSON.parse(String(text)) as { value: Job[] }).value
}

// The steps build on one another: the second one ends the window.
describe('a compute process that is lost', () => {
  beforeAll(openWithMachine)
  afterAll(close)

  it('ends its job with a plain reason; the window stays usable and a new fit works', async () => {
    const { page } = scene
    await openModelPage()
    // The page asks what the detectors would take: a process measures the engine once, and is not the one meant here.
    await call(page, 'models.detectors', { machineId: machine.machineId })
    const killed = signalNextCompute(scene.app, 'SIGKILL')
    await page.getByRole('button', { name: 'Fit from 12 normals' }).first().click()
    await killed
    await expect
      .poll(async () => (await call(page, 'jobs.list', {}))[0])
      .toMatchObject({
        kind: 'fit',
        state: 'failed',
        error: { code: 'compute-lost', message: expect.stringContaining('ended from outside') }
      })
    await page
      .getByText(/compute process was lost: it was ended from outside/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Fit from 12 normals' }).first().click()
    await page.getByText('Learned from 12 recordings.').waitFor()
  })

  it.skipIf(process.platform === 'win32')('goes with the main process, however that ends', async () => {
    const stopped = signalNextCompute(scene.app, 'SIGSTOP')
    void call(scene.page, 'models.fit', { machineId: machine.machineId }).catch(() => undefined)
    const pid = await stopped
    scene.app.process().kill('SIGKILL')
    process.kill(pid, 'SIGCONT')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })
})

describe('a page whose process is lost', () => {
  beforeAll(openWithMachine)
  afterAll(close)

  it('opens again where it was, says so, and the fit goes on', async () => {
    await openModelPage()
    const { jobId } = await call(scene.page, 'models.fit', { machineId: machine.machineId })
    await killPage()
    await expect
      .poll(() => onPage('location.hash'), { timeout: 10_000 })
      .toBe(`#/machines/${machine.machineId}/model`)
    await expect
      .poll(() => onPage('document.body.innerText'), { timeout: 10_000 })
      .toContain('was opened again where it was')
    await expect
      .poll(async () => (await jobsOnPage()).find(({ id }) => id === jobId)?.state, { timeout: 30_000 })
      .toBe('done')
    await expect.poll(() => onPage('document.body.innerText')).toContain('Learned from 12 recordings.')
  })
})

describe('a page whose process is lost again and again', () => {
  beforeAll(open)
  afterAll(close)

  it('ends in a question of the system', async () => {
    const asked = await answerMessages(scene.app, 0)
    const overviewAgain = (): Promise<void> =>
      expect
        .poll(() => onPage('document.querySelector("h1")?.innerText'), { timeout: 15_000 })
        .toBe('Overview')
    for (const _stop of [1, 2]) {
      await killPage()
      await overviewAgain()
    }
    expect(await asked()).toEqual([])
    await killPage()
    await expect.poll(asked).toHaveLength(1)
    expect((await asked())[0]).toContain('stopped several times')
    await overviewAgain()
  })
})
