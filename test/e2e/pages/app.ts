import type { Page } from 'playwright-core'
import type { Session } from '../support/session.ts'

export type Tab = 'Recordings' | 'Model' | 'Findings' | 'Trend' | 'Report' | 'Settings'

/** From the overview: a new machine by its name; ends on its recordings. */
export const createMachine = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'New machine' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByTestId('create-machine').click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

/** From anywhere: a machine by its name in the rail. */
export const openMachine = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

/** A tab of the machine that is open. */
export const openTab = (page: Page, name: Tab): Promise<void> =>
  page.getByRole('navigation', { name: 'Pages of the machine' }).getByRole('link', { name }).click()

/** Names a folder of this computer in the import's first step. */
const chooseFolder = async ({ door, page, chooseFolder: choose }: Session, folder: string): Promise<void> => {
  const dialog = page.getByRole('dialog')
  if (door === 'desktop') {
    await choose(folder, () => dialog.getByRole('button', { name: 'Choose a folder' }).click())
    return
  }
  await dialog.getByRole('button', { name: 'Folder of this computer' }).click()
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await dialog.getByRole('button', { name: 'Go', exact: true }).click()
  await dialog.getByText('directly in this folder').waitFor()
  await dialog.getByTestId('choose-path').click()
}

/** Import of a folder of this computer by its path; answers the result's sentence. */
export const importFolder = async (session: Session, folder: string): Promise<string> => {
  const { page } = session
  await page.getByTestId('import').click()
  const dialog = page.getByRole('dialog')
  await chooseFolder(session, folder)
  await dialog.getByTestId('start-import').click()
  const result = dialog.getByTestId('import-result')
  await result.waitFor({ timeout: 180_000 })
  const sentence = await result.innerText()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  return sentence
}
