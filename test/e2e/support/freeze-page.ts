import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** Stops the process of a page (the busiest one of its browser that draws pages) for a while, sound and all. */
export const freezePage = async (page: Page, ms: number): Promise<void> => {
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser of its own')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const [busiest] = processInfo
    .filter(({ type }) => type === 'renderer')
    .toSorted((a, b) => b.cpuTime - a.cpuTime)
  if (busiest === undefined) throw new Error('The browser has no process that draws pages')
  process.kill(busiest.id, 'SIGSTOP')
  try {
    await pause(ms)
  } finally {
    process.kill(busiest.id, 'SIGCONT')
  }
}
