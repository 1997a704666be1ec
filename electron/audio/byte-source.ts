import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { fileError, fromFileSystemError } from './errors.ts'

/** Random access to a file's bytes. */
export interface ByteSource {
  readonly path: string
  readonly size: number
  /** The bytes from `offset`: fewer than `length` at the end of the file. May be a view: do not write to it. */
  read(offset: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

const HEAD_BYTES = 4096

const readFully = async (handle: FileHandle, offset: number, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done === length ? bytes : bytes.subarray(0, done)
}

/**
 * Opens a file; its first bytes are read once, since all headers are there.
 * @throws unreadable: not there, no permission, a folder, not a regular file, empty
 */
export const openBytes = async (path: string): Promise<ByteSource> => {
  try {
    // Opening a pipe or a device could wait for ever, so the kind is asked first.
    const facts = await stat(path)
    if (facts.isDirectory()) throw fileError('unreadable', path, 'it is a folder, not a file')
    if (!facts.isFile()) throw fileError('unreadable', path, 'it is not a regular file')
    if (facts.size === 0) throw fileError('unreadable', path, 'the file is empty')
    const handle = await open(path, 'r')
    const head = await readFully(handle, 0, Math.min(HEAD_BYTES, facts.size)).catch(
      async (error: unknown) => {
        await handle.close()
        throw error
      }
    )
    return fromHandle(path, facts.size, handle, head)
  } catch (error) {
    throw fromFileSystemError(error, path)
  }
}

const fromHandle = (path: string, size: number, handle: FileHandle, head: Uint8Array): ByteSource => ({
  path,
  size,
  read: async (offset, length) => {
    const end = Math.min(size, offset + length)
    if (end <= offset) return new Uint8Array(0)
    if (end <= head.length) return head.subarray(offset, end)
    try {
      return await readFully(handle, offset, end - offset)
    } catch (error) {
      throw fromFileSystemError(error, path)
    }
  },
  close: () => handle.close()
})
