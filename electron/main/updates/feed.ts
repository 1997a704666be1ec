import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Log } from '../log.ts'

/** Where updates come from: an https address with what electron-builder publishes (latest.yml and the packages). */
const feedSchema = z.object({ url: z.url({ protocol: /^https$/u }) })
export type Feed = z.infer<typeof feedSchema>

/** Name of the file that switches updates on; nothing ships it. */
export const FEED_FILE = 'update-feed.json'

/** The feed of the first of these files that exists; null where there is none, or it names no https address. */
export const readFeed = (files: readonly string[], log: Log): Feed | null => {
  for (const file of files) {
    try {
      return feedSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      log('warn', 'the feed of updates cannot be used; updates stay off', { file, error: String(error) })
      return null
    }
  }
  return null
}
