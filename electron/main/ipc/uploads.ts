import { PassThrough } from 'node:stream'
import type { WebContents } from 'electron'
import { z } from 'zod'
import { idSchema } from '../../contract/common.ts'
import { AppError } from '../../contract/errors.ts'
import type { Core } from '../../core/core.ts'

/** `uploads/<id>?path=<relative path>&transfer=<id of this file's transfer>&step=part|end|abort`. */
const addressSchema = z.object({
  uploadId: idSchema,
  path: z.string().min(1).max(4096),
  transfer: idSchema,
  step: z.enum(['part', 'end', 'abort'])
})

interface Transfer {
  readonly content: PassThrough
  readonly stored: Promise<void>
}

const parse = (address: string): z.infer<typeof addressSchema> => {
  const { pathname, searchParams } = new URL(address, 'http://earshot.invalid/')
  const parsed = addressSchema.safeParse({
    uploadId: pathname.slice('/uploads/'.length),
    ...Object.fromEntries(searchParams)
  })
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'An upload needs an id and the path of the file')
}

/** Writes one part and waits until there is room for the next. */
const write = (content: PassThrough, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    content.write(bytes, error => (error ? reject(error) : resolve()))
  })

/**
 * Files of a page that have no path here: sent in parts, stored whole or not at all, never held in memory as a
 * whole. What a page leaves unfinished ends with it.
 */
export const createUploads = (core: Pick<Core, 'receiveUpload'>) => {
  const transfers = new Map<string, Transfer>()

  const begin = (key: string, uploadId: string, relativePath: string, sender: WebContents): Transfer => {
    const content = new PassThrough()
    const abandon = (): void => void content.destroy(new AppError('cancelled', 'Cancelled'))
    const stored = core.receiveUpload(uploadId, relativePath, content).finally(() => {
      transfers.delete(key)
      sender.off('destroyed', abandon)
      sender.off('render-process-gone', abandon)
    })
    // Where it fails between two parts, the next one reports it.
    stored.catch(() => undefined)
    sender.once('destroyed', abandon)
    sender.once('render-process-gone', abandon)
    const transfer = { content, stored }
    transfers.set(key, transfer)
    return transfer
  }

  return {
    /** One part of a file; answers when it is taken, after the last one when the file is stored. */
    receive: async (address: string, bytes: Uint8Array, sender: WebContents): Promise<void> => {
      const { uploadId, path, transfer: key, step } = parse(address)
      const { content, stored } = transfers.get(key) ?? begin(key, uploadId, path, sender)
      if (step === 'abort') {
        content.destroy(new AppError('cancelled', 'Cancelled'))
        await stored.catch(() => undefined)
        return
      }
      if (bytes.length > 0) await Promise.race([write(content, bytes), stored])
      if (step === 'end') {
        content.end()
        await stored
      }
    }
  }
}
