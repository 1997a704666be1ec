import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FEED_FILE, readFeed } from '../../../../electron/main/updates/feed.ts'
import { createUpdates, type Updater } from '../../../../electron/main/updates/updates.ts'

const FEED = { url: 'https://updates.example/earshot' }

interface Scene {
  readonly steps: string[]
  readonly updater: Updater
  check(feed: typeof FEED | null, answers?: readonly boolean[]): Promise<void>
}

const scene = (found: Awaited<ReturnType<Updater['checkForUpdates']>>, failure?: Error): Scene => {
  const steps: string[] = []
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    setFeedURL: ({ provider, url }) => void steps.push(`feed ${provider} ${url}`),
    checkForUpdates: async () => {
      steps.push(`look, downloads by itself: ${updater.autoDownload}`)
      if (failure) throw failure
      return found
    },
    downloadUpdate: async () => steps.push('download'),
    quitAndInstall: () => void steps.push('install')
  }
  return {
    steps,
    updater,
    check: (feed, answers = []) => {
      const left = [...answers]
      return createUpdates({
        feed,
        load: async () => {
          steps.push('load')
          return updater
        },
        ask: async (_message, _detail, yes) => {
          steps.push(`ask ${yes}`)
          return left.shift() ?? false
        },
        tell: async message => void steps.push(`tell ${message}`),
        log: level => void steps.push(`log ${level}`)
      }).check()
    }
  }
}
const NEWER = { isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }
const LOOKED = ['load', `feed generic ${FEED.url}`, 'look, downloads by itself: false']

describe('updates', () => {
  it('do nothing without a feed: the updater is not even loaded', async () => {
    const { steps, check } = scene(NEWER)
    await check(null, [true, true])
    expect(steps).toEqual([])
  })

  it('download and install after a question each', async () => {
    const { steps, check } = scene(NEWER)
    await check(FEED, [true, true])
    expect(steps).toEqual([...LOOKED, 'ask Download', 'download', 'ask Install', 'install'])
  })

  it('download nothing that the person does not want, and install nothing by themselves later', async () => {
    const { steps, updater, check } = scene(NEWER)
    await check(FEED, [false])
    expect(steps).toEqual([...LOOKED, 'ask Download'])
    expect(updater).toMatchObject({ autoInstallOnAppQuit: false, allowDowngrade: false })
  })

  it('say when this is the newest version', async () => {
    const { steps, check } = scene({ ...NEWER, isUpdateAvailable: false })
    await check(FEED)
    expect(steps).toEqual([...LOOKED, 'tell This is the newest version.'])
  })

  it('say when there is no package to replace', async () => {
    const { steps, check } = scene(null)
    await check(FEED)
    expect(steps).toEqual([...LOOKED, 'tell Updates replace installed packages; this is none.'])
  })

  it('say when they could not look, and log why', async () => {
    const { steps, check } = scene(NEWER, new Error('no route'))
    await check(FEED)
    expect(steps.slice(LOOKED.length)).toEqual([
      'log error',
      'tell No update could be looked for; the log file has the details.'
    ])
  })
})

describe('the feed', () => {
  const read = (text: string | null): { feed: ReturnType<typeof readFeed>; lines: string[] } => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-feed-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const lines: string[] = []
    if (text !== null) writeFileSync(path.join(folder, FEED_FILE), text)
    const files = [path.join(folder, 'nowhere', FEED_FILE), path.join(folder, FEED_FILE)]
    return { feed: readFeed(files, (_level, message) => lines.push(message)), lines }
  }

  it('is off where no file names it', () => {
    expect(read(null)).toEqual({ feed: null, lines: [] })
  })

  it('is read from the first file there is', () => {
    expect(read(JSON.stringify(FEED)).feed).toEqual(FEED)
  })

  it.each(['{"url":"http://updates.example/"}', '{"url":"file:///tmp"}', '{}', 'not json'])(
    'stays off with a line in the log where the file says %s',
    text => {
      const { feed, lines } = read(text)
      expect(feed).toBeNull()
      expect(lines).toHaveLength(1)
    }
  )
})
