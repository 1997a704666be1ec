import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataPath, describeWithData } from '../support/data.ts'
import { createMachine, importFolder, openTab } from './pages/app.ts'
import { modelPageOf } from './pages/models.ts'
import { door } from './support/door.ts'
import { startSession, type Session } from './support/session.ts'

const NORMALS = 6
const FAULTY = 2
const DETECTOR = 'Sound profile'

const copySome = async (from: string, to: string, begin: string, count: number): Promise<void> => {
  await mkdir(to, { recursive: true })
  const names = (await readdir(from)).filter(name => name.startsWith(begin)).sort()
  for (const name of names.slice(0, count)) await copyFile(path.join(from, name), path.join(to, name))
}

// The steps build on one another, as a person's do.
describeWithData('mimii-slider-id00', `another detector for a machine, in the ${door()}`, () => {
  let folder: string
  let session: Session
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-e2e-models-'))
    await copySome(dataPath('mimii-slider-id00', 'train'), path.join(folder, 'in', 'normal'), '', NORMALS)
    await copySome(dataPath('mimii-slider-id00', 'test'), path.join(folder, 'in', 'later'), 'anomaly', FAULTY)
    session = await startSession(door())
    await createMachine(session.page, 'Slide rail 0')
    await importFolder(session, path.join(folder, 'in'))
    await openTab(session.page, 'Model')
    await modelPageOf(session.page).fitInOneClick(NORMALS)
  })
  afterAll(async () => {
    await session.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is chosen under Advanced, which is folded until somebody wants it', async () => {
    const model = modelPageOf(session.page)
    expect(await model.detector(DETECTOR).isVisible()).toBe(false)
    await model.unfold()
    await model.detector(DETECTOR).check()
    await model.fitWith(DETECTOR).click()
    await model.candidate.waitFor({ timeout: 60_000 })
  })

  it('is not in use before somebody has compared it with the version in force', async () => {
    const model = modelPageOf(session.page)
    await model.candidate.getByText(`Version 2 (${DETECTOR}) is ready and not in use`).waitFor()
    await model.candidate.getByText(`${NORMALS + FAULTY} recordings have scores of both.`).waitFor()
    await model.candidate.getByText('score on different scales').waitFor()
    expect(await model.version(1).innerText()).toContain('in force')
  })

  it('is in force once somebody says so, and every page names it', async () => {
    const { page } = session
    const model = modelPageOf(page)
    await model.use.click()
    await model.version(2).getByText('in force').waitFor()
    await model.candidate.waitFor({ state: 'detached' })
    await openTab(page, 'Trend')
    await page.getByRole('img', { name: /over time/ }).waitFor()
    await openTab(page, 'Model')
    await page.getByRole('heading', { name: 'Model 2' }).waitFor()
    expect(session.complaints).toEqual([])
  })

  it('is compared, and its removal asked, by the keyboard: what opens has the focus, and Escape gives it back', async () => {
    const { page } = session
    const row = modelPageOf(page).version(1)
    await row.getByRole('button', { name: 'Compare' }).press('Enter')
    await page.locator('h3:focus', { hasText: 'Compare' }).waitFor()
    const remove = row.getByRole('button', { name: 'Remove' })
    await remove.press('Enter')
    await page.getByRole('alertdialog').locator('button:focus', { hasText: 'Cancel' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    expect(await remove.evaluate(button => button.matches(':focus'))).toBe(true)
    await row.getByRole('button', { name: 'Compare' }).press('Enter')
  })

  it('keeps its place until somebody confirms that the standard detector takes it', async () => {
    const { page } = session
    await page
      .getByRole('button', { name: `Fit the standard detector from ${NORMALS} normals` })
      .first()
      .click()
    await page
      .getByText(`Version 2 (${DETECTOR}) is in use; the standard detector will take its place.`)
      .waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await modelPageOf(page).version(2).innerText()).toContain('in force')
    expect(session.complaints).toEqual([])
  })
})
