import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import type { Session } from '../support/session.ts'

/** Exports the machine that is open, by the menu in its header; answers where the file was saved. */
export const exportMachine = async (session: Session): Promise<string> => {
  const { page, door } = session
  await page.getByRole('button', { name: 'More for this machine' }).click()
  await page.getByText('Export machine …').last().click()
  const dialog = page.getByRole('dialog')
  const result = dialog.getByTestId('export-result')
  const file =
    door === 'desktop'
      ? await session.saveBy(() => dialog.getByRole('button', { name: 'Save as …' }).click(), '.earshot')
      : await (async () => {
          await dialog.getByTestId('make-export').click()
          await result.waitFor({ timeout: 60_000 })
          return session.saveBy(() => dialog.getByRole('link', { name: 'Save file' }).click())
        })()
  await result.waitFor({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  return file
}

/** From the overview: chooses the file of a machine; the dialog then shows what is in it, or why it is refused. */
export const chooseMachineFile = async (session: Session, file: string): Promise<void> => {
  const { page } = session
  await page.getByRole('button', { name: 'Import machine …' }).click()
  const choose = page.getByRole('dialog').getByRole('button', { name: 'Choose the file …' })
  await session.chooseFolder(file, () => choose.click())
}

/** Drops the file of a machine on the page that is open, as from a file manager. */
export const dropMachineFile = async ({ page }: Session, file: string): Promise<void> => {
  const content = { name: path.basename(file), base64: (await readFile(file)).toString('base64') }
  const transfer = await page.evaluateHandle(({ name, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const dropped = new DataTransfer()
    dropped.items.add(new File([bytes], name))
    return dropped
  }, content)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('main', type, { dataTransfer: transfer })
  }
}

/** What the dialog says of the chosen file. */
export const machinePreview = async ({ page }: Session): Promise<string> => {
  const preview = page.getByTestId('machine-preview')
  await preview.waitFor()
  return preview.innerText()
}

/** Imports the machine that the dialog shows; answers the sentence of the result. */
export const importShownMachine = async ({ page }: Session): Promise<string> => {
  await page.getByTestId('start-machine-import').click()
  const result = page.getByTestId('machine-import-result')
  await result.waitFor({ timeout: 60_000 })
  return result.innerText()
}

/** Why the chosen file is refused. */
export const machineRefusal = async ({ page }: Session): Promise<string> => {
  const refusal = page.getByTestId('machine-refused')
  await refusal.waitFor()
  await expect.poll(() => refusal.innerText()).not.toBe('')
  return refusal.innerText()
}
