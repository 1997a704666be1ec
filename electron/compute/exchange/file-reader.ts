import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'

/** A table of contents is read in hundreds of thousands of small pieces: they come from blocks of this size. */
const BLOCK_BYTES = 1 << 18

/** Reads ranges of a file for the ZIP reader; small reads are served from the block read last. */
class FileReader extends RandomAccessReader {
  readonly #handle: FileHandle
  #block = Buffer.alloc(0)
  #blockAt = 0

  constructor(handle: FileHandle) {
    super()
    this.#handle = handle
  }

  // Always of the file that was opened: another one may have taken its name since.
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false })
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void
  ): void {
    this.#fill(target.subarray(offset, offset + length), position).then(
      bytesRead => callback(null, bytesRead),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)))
    )
  }

  override close(callback: (error: Error | null) => void): void {
    this.end().then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)))
    )
  }

  async end(): Promise<void> {
    await this.#handle.close()
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const piece = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - at))
      const { bytesRead } = await this.#handle.read(piece, 0, piece.length, at)
      // The reader of the archive notices that bytes are missing.
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
      at += bytesRead
    }
  }

  async #fill(target: Buffer, position: number): Promise<number> {
    if (target.length > BLOCK_BYTES)
      return (await this.#handle.read(target, 0, target.length, position)).bytesRead
    const isInside =
      position >= this.#blockAt && position + target.length <= this.#blockAt + this.#block.length
    if (!isInside) {
      const block = Buffer.alloc(BLOCK_BYTES)
      const { bytesRead } = await this.#handle.read(block, 0, BLOCK_BYTES, position)
      this.#block = block.subarray(0, bytesRead)
      this.#blockAt = position
    }
    const from = position - this.#blockAt
    return this.#block.copy(target, 0, from, from + target.length)
  }
}

/** A reader of a file; `end` closes it where the ZIP reader never got it. */
export const createFileReader = async (path: string): Promise<FileReader> =>
  new FileReader(await open(path, 'r'))
