import type { Locator, Page } from 'playwright-core'

/** The Model tab of the machine that is open. */
export const modelPageOf = (page: Page) => {
  const fold = page.getByRole('button', { name: /^Advanced/ })
  const candidate = page.getByRole('article').filter({ hasText: 'is ready and not in use' })
  return {
    /** The one-click fit. */
    fitInOneClick: async (normals: number): Promise<void> => {
      await page
        .getByRole('button', { name: `Fit from ${normals} normals` })
        .first()
        .click()
      await page.getByText(`Learned from ${normals} recordings.`).waitFor({ timeout: 60_000 })
    },
    fold,
    /** By the keyboard, as nobody needs a mouse for it. */
    unfold: async (): Promise<void> => {
      await fold.focus()
      await page.keyboard.press('Enter')
    },
    /** The choice of a detector by its name. */
    detector: (name: string): Locator => page.getByRole('radio', { name, exact: false }),
    fitWith: (name: string): Locator => page.getByRole('button', { name: `Fit with “${name}”` }),
    /** The version that waits for a decision. */
    candidate,
    use: candidate.getByRole('button', { name: 'Use this version' }),
    discard: candidate.getByRole('button', { name: 'Discard' }),
    /** A row of the table of versions. */
    version: (number: number): Locator =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: `Model ${number}` }) })
  }
}
