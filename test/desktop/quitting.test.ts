import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended } from '../e2e/support/browser-door.ts'
import { call, noiseMachine } from './support/calls.ts'
import { signalNextCompute } from './support/compute.ts'
import { answerMessages } from './support/dialogs.ts'
import { isAlive } from './support/processes.ts'
import { newDataDir, openScene, type Scene } from './support/scene.ts'

const KEEP_WORKING = 0
const QUIT = 1

let dataDir = ''
let scene: Scene
let machineId = ''
beforeAll(async () => {
  dataDir = await newDataDir()
  scene = await openScene({}, dataDir)
  machineId = (await noiseMachine(scene.page, path.join(dataDir, 'made'))).machineId
})
afterAll(async () => {
  await scene.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** A fit that stands still in its compute process; answers its job and that process. */
const heldFit = async (): Promise<{ jobId: string; computePid: number }> => {
  const stopped = signalNextCompute(scene.app, 'SIGSTOP')
  const { jobId } = await call(scene.page, 'models.fit', { machineId })
  return { jobId, computePid: await stopped }
}

const quit = (): Promise<void> => scene.app.evaluate(({ app }) => app.quit())

// A held process and a signal that means 'in order' are not to be had on Windows. The steps build on one another.
describe.skipIf(process.platform === 'win32')('quitting', () => {
  it('asks while a job runs, and the job goes on when the person keeps working', async () => {
    const { jobId, computePid } = await heldFit()
    const asked = await answerMessages(scene.app, KEEP_WORKING)
    await quit()
    await expect.poll(asked).toHaveLength(1)
    expect((await asked())[0]).toMatch(/^Quit while a job runs\? Not finished yet: a fit \(\d+ %\)/)
    process.kill(computePid, 'SIGCONT')
    await expect
      .poll(async () => (await call(scene.page, 'jobs.get', { jobId })).state, { timeout: 30_000 })
      .toBe('done')
  })

  it('ends the job and its process when the person quits; the next start offers it again', async () => {
    const { jobId, computePid } = await heldFit()
    await answerMessages(scene.app, QUIT)
    const child = scene.app.process()
    await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await ended(child)
    expect(isAlive(computePid)).toBe(false)
    scene = await openScene({}, dataDir)
    const job = await call(scene.page, 'jobs.get', { jobId })
    expect(job).toMatchObject({ state: 'interrupted', error: { code: 'cancelled' } })
    await call(scene.page, 'jobs.retry', { jobId })
    await expect
      .poll(async () => (await call(scene.page, 'jobs.list', {}))[0]?.state, { timeout: 30_000 })
      .toBe('done')
  })

  it('asks nothing when nothing runs', async () => {
    // Were it asked, it would stay.
    await answerMessages(scene.app, KEEP_WORKING)
    const child = scene.app.process()
    await scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await ended(child)
  })
})
