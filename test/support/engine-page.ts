import { createServer } from 'node:http'
import path from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'

/** Chromium with its own software adapter: the only WebGPU on a computer without a graphics card. */
const FLAGS = [
  ...['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  ...['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan']
]

/** The program; the tests are skipped where it is absent. */
export const CHROMIUM = process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium'
const root = path.resolve(import.meta.dirname, '../..')

/** What of Node the graphs of native TensorFlow import: they are never made in a page. */
const withoutNode: Plugin = {
  name: 'without-node',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path: name }) => ({ path: name, namespace: 'node' }))
    onLoad({ filter: /.*/, namespace: 'node' }, () => ({ contents: 'module.exports = {}' }))
  }
}

/** The training code bundled for a page, as text. */
export const bundleForPage = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', target: 'chrome113' },
    plugins: [withoutNode],
    logLevel: 'warning'
  })
  return outputFiles[0]?.text ?? ''
}

/** Opens a page of 127.0.0.1 that runs a script, in Chromium with WebGPU. */
export const openEnginePage = async (
  script: string
): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const page = await (await browser.newContext()).newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  return {
    page,
    close: async () => {
      await browser.close()
      await new Promise(resolve => server.close(resolve))
    }
  }
}
