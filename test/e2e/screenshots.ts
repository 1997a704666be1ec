// Makes the pictures of the README from the sample machine: npm run screenshots
import { mkdir } from 'node:fs/promises'
import { openTab } from './pages/app.ts'
import { playerOf } from './pages/player.ts'
import { startSession } from './support/session.ts'

const FOLDER = 'docs/images'
const MINUTES_2 = 120_000

const session = await startSession()
const { page } = session
try {
  await mkdir(FOLDER, { recursive: true })
  const picture = (name: string): Promise<unknown> => page.screenshot({ path: `${FOLDER}/${name}.png` })

  await page.getByRole('button', { name: 'Try with a sample machine' }).click()
  await page.getByRole('list', { name: 'Findings, most severe first' }).waitFor({ timeout: MINUTES_2 })
  const player = playerOf(page)
  await player.dock.waitFor()
  while ((await player.spectrogramColours()) < 20) await page.waitForTimeout(200)
  await picture('findings')
  for (const tab of ['Model', 'Trend', 'Recordings'] as const) {
    await openTab(page, tab)
    await page.waitForLoadState('networkidle')
    // Charts fade in.
    await page.waitForTimeout(1500)
    await picture(tab.toLowerCase())
  }
} finally {
  await session.close()
}
