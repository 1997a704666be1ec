import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataPath, describeWithData } from '../support/data.ts'
import { createMachine, importFolder, openTab } from './pages/app.ts'
import {
  chooseMachineFile,
  dropMachineFile,
  exportMachine,
  importShownMachine,
  machinePreview,
  machineRefusal
} from './pages/exchange.ts'
import { door } from './support/door.ts'
import { startSession, type Session } from './support/session.ts'

const NAME = 'Förderer 軸受け 3'
const NORMALS = 12

const copySome = async (from: string, to: string, begin: string, count: number): Promise<void> => {
  await mkdir(to, { recursive: true })
  const names = (await readdir(from)).filter(name => name.startsWith(begin)).sort()
  for (const name of names.slice(0, count)) await copyFile(path.join(from, name), path.join(to, name))
}

// The steps build on one another, as a person's do.
describeWithData('mimii-slider-id00', `a machine in one file, in the ${door()}`, () => {
  let folder: string
  let file: string
  let here: Session
  let there: Session | undefined
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-e2e-exchange-'))
    await copySome(dataPath('mimii-slider-id00', 'train'), path.join(folder, 'in', 'normal'), '', NORMALS)
    await copySome(dataPath('mimii-slider-id00', 'test'), path.join(folder, 'later'), 'anomaly', 3)
    here = await startSession(door())
    await createMachine(here.page, NAME)
    await importFolder(here, path.join(folder, 'in'))
    await openTab(here.page, 'Model')
    await here.page
      .getByRole('button', { name: `Fit from ${NORMALS} normals` })
      .first()
      .click()
    await here.page.getByText(`Learned from ${NORMALS} recordings.`).waitFor({ timeout: 60_000 })
    await openTab(here.page, 'Recordings')
    await importFolder(here, path.join(folder, 'later'))
  })
  afterAll(async () => {
    await here.close()
    await there?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is exported from the menu of its header and saved', async () => {
    const saved = await exportMachine(here)
    file = path.join(folder, 'fan.earshot')
    await copyFile(saved, file)
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK')
  })

  it('shows what is in the file before anything comes in, and that it is here already', async () => {
    await here.page.getByRole('link', { name: 'Overview' }).first().click()
    await chooseMachineFile(here, file)
    const preview = await machinePreview(here)
    expect(preview).toContain(NAME)
    expect(preview).toContain('1 version, version 1 in use')
    expect(preview).toContain(`here already as ${NAME}`)
    expect(preview).toContain(`${NAME} (2)`)
    await here.page.keyboard.press('Escape')
  })

  it('is taken when it is dropped on the overview', async () => {
    await dropMachineFile(here, file)
    expect(await machinePreview(here)).toContain(NAME)
    await here.page.keyboard.press('Escape')
  })

  it('comes into an empty Earshot with its recordings, model and findings', async () => {
    there = await startSession(door())
    const { page } = there
    await chooseMachineFile(there, file)
    expect(await machinePreview(there)).not.toContain('here already')
    expect(await importShownMachine(there)).toContain(
      `${NORMALS + 3} recordings, 1 version of the model, 3 findings`
    )
    await page.getByRole('button', { name: `Open ${NAME}` }).click()
    await page.getByText(`${NORMALS + 3} recordings`, { exact: true }).waitFor()
    await openTab(page, 'Findings')
    await page
      .getByRole('list', { name: 'Findings, most severe first' })
      .getByRole('listitem')
      .nth(2)
      .waitFor()
  })

  it('refuses a file that was cut off, with the reason, and changes nothing', async () => {
    if (there === undefined) throw new Error('There is nothing to import into')
    const cut = path.join(folder, 'cut.earshot')
    const bytes = await readFile(file)
    await writeFile(cut, bytes.subarray(0, bytes.length >> 1))
    await there.page.getByRole('link', { name: 'Overview' }).first().click()
    await chooseMachineFile(there, cut)
    expect(await machineRefusal(there)).toContain('cut off or damaged')
    // A browser writes down by itself that a call was refused.
    there.complaints.length = 0
    await there.page.keyboard.press('Escape')
    expect(await there.page.getByRole('row', { name: new RegExp(NAME) }).count()).toBe(1)
  })

  it('never complained in the console', () => {
    expect([...here.complaints, ...(there?.complaints ?? [])]).toEqual([])
  })
})
