import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Rectangle } from 'electron'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chooseItem } from './support/menu.ts'
import { newDataDir, openScene, type Scene } from './support/scene.ts'

let dataDir = ''
beforeAll(async () => {
  dataDir = await newDataDir()
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const stateFile = (): string => path.join(dataDir, 'desktop', 'state.json')
const bounds = ({ app }: Scene): Promise<Rectangle | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
const zoom = ({ app }: Scene): Promise<number | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel())

it('opens the window where it was, as large as it was, with its zoom, and lets it be made no smaller than the interface needs', async () => {
  const place = { x: 40, y: 30, width: 1100, height: 700 }
  const first = await openScene({}, dataDir)
  await first.app.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    place
  )
  await chooseItem(first, 'zoom-in')
  await expect.poll(() => zoom(first)).toBe(0.5)
  await expect.poll(() => bounds(first)).toEqual(place)
  await first.close()
  const second = await openScene({}, dataDir)
  try {
    await expect.poll(() => bounds(second)).toEqual(place)
    await expect.poll(() => zoom(second)).toBe(0.5)
    const least = await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize()
    )
    expect(least).toEqual([1024, 640])
  } finally {
    await second.close()
  }
})

it('begins in the middle of the display, with a line in the log, where the remembered state is damaged', async () => {
  await writeFile(stateFile(), '{"window":')
  const scene = await openScene({}, dataDir)
  try {
    const area = await scene.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
    const now = await bounds(scene)
    if (now === undefined) throw new Error('There is no window')
    expect(now.x).toBeGreaterThanOrEqual(area.x)
    expect(now.width).toBeLessThanOrEqual(Math.max(area.width, 1024))
  } finally {
    await scene.close()
  }
  const state = JSON.parse(await readFile(stateFile(), 'utf8')) as unknown
  expect(state).toHaveProperty('window.zoomLevel', 0)
})
