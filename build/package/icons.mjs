// Makes every icon of the packages out of the three drawings in resources/icons: `npm run icons`.
// The results are kept in the repository; Chromium draws them, so it is needed only when a drawing changes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { chromium } from 'playwright-core'
import { findOnPath } from '../set-up/run.mjs'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const ICO_SIZES = [256, 128, 64, 48, 32, 24, 16]
/** Up to this size the drawing with fewer strokes is the clearer one. */
const LARGEST_SMALL = 24
/** Apple's grid leaves 100 of 1,024 free on each side of an application's square. */
const MAC_MARGIN = 100 / 1024
/** Types in the order of Apple's iconutil, with their size in pixels. */
const ICNS_TYPES = /** @type {const} */ ([
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic04', 16],
  ['ic14', 512],
  ['ic09', 512],
  ['ic05', 32],
  ['ic10', 1024],
  ['ic11', 32]
])

const folder = fileURLToPath(new URL('../../resources/icons', import.meta.url))
/** @param {string} name */
const drawing = name => readFileSync(path.join(folder, `${name}.svg`), 'utf8')
const drawings = { icon: drawing('icon'), small: drawing('icon-small'), document: drawing('document') }

const browser = await chromium.launch({
  executablePath: process.env.EARSHOT_CHROMIUM ?? findOnPath('chromium') ?? findOnPath('google-chrome'),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : []
})
const page = await browser.newPage()

/**
 * A drawing as a PNG.
 * @param {string} svg
 * @param {number} sizePx
 * @param {number} margin free on each side, as a part of the size
 */
const draw = async (svg, sizePx, margin = 0) => {
  await page.setViewportSize({ width: sizePx, height: sizePx })
  const inner = `position:fixed;inset:${margin * 100}%;width:${(1 - 2 * margin) * 100}%`
  const source = Buffer.from(svg).toString('base64')
  await page.setContent(`<img style="${inner}" src="data:image/svg+xml;base64,${source}">`)
  await page.evaluate(() => document.images[0]?.decode())
  return page.screenshot({ omitBackground: true })
}

/** @param {number} sizePx */
const application = sizePx => draw(sizePx <= LARGEST_SMALL ? drawings.small : drawings.icon, sizePx)
/** @param {number} sizePx */
const onMac = sizePx =>
  sizePx <= LARGEST_SMALL ? application(sizePx) : draw(drawings.icon, sizePx, MAC_MARGIN)
/** @param {number} sizePx */
const machine = sizePx => draw(drawings.document, sizePx)

/**
 * @param {string} name folder of the PNG files
 * @param {(sizePx: number) => Promise<Buffer>} make
 */
const writeSet = async (name, make) => {
  const target = path.join(folder, name)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target)
  for (const size of SIZES) writeFileSync(path.join(target, `${size}x${size}.png`), await make(size))
}

/**
 * @param {string} name
 * @param {(sizePx: number) => Promise<Buffer>} make
 */
const writeIco = async (name, make) => {
  const ico = new IconIco()
  for (const size of ICO_SIZES) await ico.addFromPng(await make(size), size >= 128)
  writeFileSync(path.join(folder, `${name}.ico`), ico.encode())
}

/**
 * @param {string} name
 * @param {(sizePx: number) => Promise<Buffer>} make
 */
const writeIcns = async (name, make) => {
  const icns = new IconIcns()
  icns.toc = true
  for (const [type, size] of ICNS_TYPES) await icns.addFromPng(await make(size), [type])
  writeFileSync(path.join(folder, `${name}.icns`), icns.encode())
}

await writeSet('application', application)
await writeSet('machine', machine)
await writeIco('icon', application)
await writeIco('document', machine)
await writeIcns('icon', onMac)
await writeIcns('document', machine)
await browser.close()
console.log(`Icons written to ${path.relative(process.cwd(), folder)}`)
