// Makes the pictures of the README from the sample machine: npm run screenshots
// Of every page, in a browser or the desktop's window: npm run screenshots -- desktop FOLDER
import { mkdir } from 'node:fs/promises'
import { openTab } from './pages/app.ts'
import { playerOf } from './pages/player.ts'
import { startSession } from './support/session.ts'

const MINUTES_2 = 120_000

const [door = 'browser', folder] = process.argv.slice(2)
if (door !== 'browser' && door !== 'desktop') throw new Error(`There is no door named ${door}`)
const target = folder ?? 'docs/images'
const isEveryPage = folder !== undefined

const session = await startSession(door)
const { page } = session
try {
  await mkdir(target, { recursive: true })
  const picture = async (name: string): Promise<void> => {
    // Charts fade in.
    await page.waitForTimeout(3000)
    await page.screenshot({ path: `${target}/${name}.png` })
  }

  await page.getByRole('button', { name: 'Try with a sample machine' }).waitFor()
  if (isEveryPage) await picture('overview-empty')
  await page.getByRole('button', { name: 'Try with a sample machine' }).click()
  await page.getByRole('list', { name: 'Findings, most severe first' }).waitFor({ timeout: MINUTES_2 })
  const player = playerOf(page)
  await player.dock.waitFor()
  while ((await player.spectrogramColours()) < 20) await page.waitForTimeout(200)
  await picture('findings')
  for (const tab of ['Model', 'Trend', 'Recordings'] as const) {
    await openTab(page, tab)
    await picture(tab.toLowerCase())
  }
  if (isEveryPage) {
    await openTab(page, 'Settings')
    await picture('machine-settings')
    await openTab(page, 'Report')
    await page.getByRole('button', { name: 'Make PDF' }).first().click()
    await page.getByRole('link', { name: 'Save PDF' }).waitFor({ timeout: MINUTES_2 })
    await picture('report')
    await openTab(page, 'Recordings')
    const place = new URL(page.url())
    const pages = {
      record: place.hash.replace(/recordings.*/, 'record'),
      overview: '#/',
      settings: '#/settings'
    }
    for (const [name, hash] of Object.entries({ ...pages, help: '#/help', licences: '#/licences' })) {
      await page.evaluate(next => {
        location.hash = next
      }, hash)
      await picture(name)
    }
    await page.keyboard.press('?')
    await picture('keys')
  }
} finally {
  await session.close()
}
