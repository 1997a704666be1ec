import type { Page } from 'playwright-core'

export type Tab = 'Recordings' | 'Model' | 'Findings' | 'Trend' | 'Report' | 'Settings'

/** From the overview: a new machine by its name; ends on its recordings. */
export const createMachine = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'New machine' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByTestId('create-machine').click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

/** A tab of the machine that is open. */
export const openTab = (page: Page, name: Tab): Promise<void> =>
  page.getByRole('navigation', { name: 'Pages of the machine' }).getByRole('link', { name }).click()

/** Import of a folder of this computer by its path; answers the result's sentence. */
export const importFolder = async (page: Page, folder: string): Promise<string> => {
  await page.getByTestId('import').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Folder of this computer' }).click()
  const field = dialog.getByRole('textbox', { name: 'Folder' })
  await field.fill(folder)
  await dialog.getByRole('button', { name: 'Go', exact: true }).click()
  await dialog.getByText('directly in this folder').waitFor()
  await dialog.getByTestId('choose-path').click()
  await dialog.getByTestId('start-import').click()
  const result = dialog.getByTestId('import-result')
  await result.waitFor({ timeout: 180_000 })
  const sentence = await result.innerText()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  return sentence
}
