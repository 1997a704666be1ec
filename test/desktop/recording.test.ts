import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMachine, openMachine } from '../e2e/pages/app.ts'
import { recorderOf } from '../e2e/pages/recorder.ts'
import { ended } from '../e2e/support/browser-door.ts'
import { microphoneFlags, writeMicrophoneFile } from '../support/fake-microphone.ts'
import { answerMessages } from './support/dialogs.ts'
import { newDataDir, openScene, type Scene } from './support/scene.ts'

const MACHINE = 'Pump 3'
const KEEP_WORKING = 0
const QUIT = 1

describe('quitting while a recording runs', () => {
  let folder: string
  let dataDir: string
  let flags: string[]
  let scene: Scene
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'earshot-microphone-'))
    const file = writeMicrophoneFile(path.join(folder, 'microphone.wav'), 10)
    flags = microphoneFlags(file, { isRepeated: true })
    dataDir = await newDataDir()
    scene = await openScene({ args: flags }, dataDir)
  })
  afterAll(async () => {
    await scene.close()
    for (const made of [folder, dataDir]) await rm(made, { recursive: true, force: true })
  })
  const quit = (): Promise<void> => scene.app.evaluate(({ app }) => app.quit())

  it('asks, and goes on recording when the person keeps working', async () => {
    await createMachine(scene.page, MACHINE)
    const recorder = recorderOf(scene.page)
    await recorder.open()
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThanOrEqual(1)
    const asked = await answerMessages(scene.app, KEEP_WORKING)
    await quit()
    await expect.poll(asked).toHaveLength(1)
    expect((await asked())[0]).toMatch(/^Quit while a recording runs\?/)
    const before = await recorder.elapsedS()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThan(before)
  })

  it('ends when the person quits, and offers what was recorded at the next start', async () => {
    await answerMessages(scene.app, QUIT)
    const child = scene.app.process()
    await quit()
    await ended(child)
    scene = await openScene({ args: flags }, dataDir)
    await openMachine(scene.page, MACHINE)
    const recorder = recorderOf(scene.page)
    await recorder.open()
    await recorder.waiting.getByRole('button', { name: 'Keep' }).click()
    await recorder.waiting.waitFor({ state: 'hidden' })
    await scene.page.getByRole('link', { name: /^Recordings\s*1$/ }).waitFor({ timeout: 20_000 })
  })
})
