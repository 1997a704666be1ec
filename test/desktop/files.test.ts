import { mkdir, readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMachine, openMachine } from '../e2e/pages/app.ts'
import { writeNoiseWav } from '../support/wav-files.ts'
import { call, ended, noiseMachine } from './support/calls.ts'
import { chooseItem } from './support/menu.ts'
import { openScene, type Scene } from './support/scene.ts'
import { spawnDesktop } from './support/spawn.ts'

let scene: Scene
let folder = ''
let files: string[] = []
beforeAll(async () => {
  scene = await openScene()
  folder = path.join(scene.dataDir, 'from outside')
  files = [1, 2, 3].map(seed =>
    writeNoiseWav(path.join(folder, 'normal', `n${seed}.wav`), seed, { seconds: 2 })
  )
  await createMachine(scene.page, 'Pump')
})
afterAll(() => scene.close())

/** Answers the dialogs of the system from now on, and keeps what they were asked. */
const answerDialogs = (answer: { filePaths?: readonly string[]; filePath?: string | null }): Promise<void> =>
  scene.app.evaluate(({ dialog }, { filePaths = [], filePath = null }) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showOpenDialog = (...parts: unknown[]) => {
      asked.push(parts.at(-1))
      return Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] })
    }
    dialog.showSaveDialog = (...parts: unknown[]) => {
      asked.push(parts.at(-1))
      return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
    }
  }, answer)
const asked = (): Promise<Record<string, unknown>[]> =>
  scene.app.evaluate(() => (globalThis as unknown as { asked: Record<string, unknown>[] }).asked)

/** What was sent instead of read where it lies. */
const uploads = (): Promise<string[]> => readdir(path.join(scene.dataDir, 'uploads'))

/** The newest one: another may still be fading away. */
const dialog = () => scene.page.getByRole('dialog').last()
const planned = async (count: number): Promise<void> => {
  await dialog()
    .getByText(count === 1 ? '1 recording' : `${count} recordings`, { exact: true })
    .first()
    .waitFor({ timeout: 20_000 })
}
const closeDialog = async (): Promise<void> => {
  await scene.page.keyboard.press('Escape')
  await expect.poll(() => scene.page.getByRole('dialog').count()).toBe(0)
}

describe('the dialogs of the system', () => {
  beforeEach(() => openMachine(scene.page, 'Pump'))

  it('name files, which are read where they lie: nothing is uploaded', async () => {
    await answerDialogs({ filePaths: files.slice(0, 2) })
    await chooseItem(scene, 'import-files')
    await planned(2)
    expect(await asked()).toMatchObject([{ properties: ['openFile', 'multiSelections'] }])
    expect(await uploads()).toEqual([])
    await closeDialog()
  })

  it('name a folder, from the import dialog too, and open where the last one was', async () => {
    await answerDialogs({ filePaths: [folder] })
    await scene.page.getByTestId('import').click()
    await dialog().getByRole('button', { name: 'Choose a folder' }).click()
    await planned(3)
    const [question] = await asked()
    expect(question).toMatchObject({ properties: ['openDirectory', 'multiSelections'] })
    expect(question?.['defaultPath']).toBe(path.join(folder, 'normal'))
    await closeDialog()
  })

  it('change nothing when they are cancelled', async () => {
    await answerDialogs({})
    await chooseItem(scene, 'import-folder')
    await expect.poll(async () => (await asked()).length).toBe(1)
    expect(await dialog().count()).toBe(0)
  })
})

describe('a drop', () => {
  /** Drops files and folders of this computer onto the page, as the system does. */
  const drop = async (paths: readonly string[]): Promise<void> => {
    const session = await scene.page.context().newCDPSession(scene.page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
    await session.detach()
  }

  it('of files and a folder on a machine imports them by their paths', async () => {
    await openMachine(scene.page, 'Pump')
    const single = writeNoiseWav(path.join(scene.dataDir, 'single.wav'), 9, { seconds: 2 })
    await drop([folder, single])
    await planned(4)
    expect(await uploads()).toEqual([])
    await closeDialog()
  })

  it('on the overview asks for the machine', async () => {
    await chooseItem(scene, 'overview')
    await scene.page.getByRole('heading', { name: 'Overview' }).waitFor()
    await drop([folder])
    await dialog().getByText('from outside was opened').waitFor()
    await dialog().getByRole('button', { name: 'Go on' }).click()
    await planned(3)
    await closeDialog()
  })
})

describe('files from the file manager', () => {
  it('come to the window that is open, into the machine on its screen', async () => {
    await openMachine(scene.page, 'Pump')
    const second = spawnDesktop(scene.dataDir, { files: [files[0] ?? ''] })
    expect(await second.ended).toBe(0)
    await planned(1)
    await closeDialog()
  })

  it('wait for the window of a start that names them', async () => {
    await scene.close()
    scene = await openScene({ files: files.slice(0, 2) }, scene.dataDir)
    await dialog().getByText('n1.wav and another one were opened').waitFor()
    await closeDialog()
  })

  it('lead to a machine that the jump list names', async () => {
    const { machineId } = await noiseMachine(scene.page, path.join(scene.dataDir, 'noise'), {
      name: 'Saw',
      count: 6
    })
    const { jobId } = await call(scene.page, 'models.fit', { machineId })
    expect(await ended(scene.page, jobId)).toMatchObject({ state: 'done' })
    const second = spawnDesktop(scene.dataDir, { files: [`--machine=${machineId}`] })
    expect(await second.ended).toBe(0)
    await scene.page.getByRole('heading', { name: 'Saw', exact: true }).waitFor()
  })
})

describe('saving', () => {
  const temporary = async (): Promise<string[]> =>
    (await readdir(os.tmpdir())).filter(name => name.startsWith('earshot-save-'))

  it('asks where, writes the whole file there, says so and shows it in its folder', async () => {
    const before = await temporary()
    const target = path.join(scene.dataDir, 'saved', 'scores.csv')
    await mkdir(path.dirname(target))
    await answerDialogs({ filePath: target })
    await scene.app.evaluate(({ shell }) => {
      shell.showItemInFolder = file => Object.assign(globalThis, { shownFile: file })
    })
    await openMachine(scene.page, 'Saw')
    await scene.page.getByRole('button', { name: 'Scores as CSV' }).click()
    await scene.page.getByText('scores.csv is saved.').waitFor()
    expect(await readFile(target, 'utf8')).toContain('n00.wav')
    expect((await asked())[0]?.['defaultPath']).toMatch(/\.csv$/)
    await scene.page.getByRole('button', { name: 'Show in folder' }).click()
    const shown = (): Promise<string> =>
      scene.app.evaluate(() => (globalThis as unknown as { shownFile: string }).shownFile)
    await expect.poll(shown).toBe(target)
    expect(await temporary()).toEqual(before)
  })

  it('proposes the folder of last time, and leaves nothing when it is cancelled', async () => {
    const before = await temporary()
    await answerDialogs({ filePath: null })
    await scene.page.getByRole('button', { name: 'Scores as CSV' }).click()
    await expect.poll(async () => (await asked()).length).toBe(1)
    expect((await asked())[0]?.['defaultPath']).toMatch(/\/saved\/[^/]+\.csv$/)
    await expect.poll(temporary).toEqual(before)
  })
})
