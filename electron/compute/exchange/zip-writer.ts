import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform, type PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { deflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { AppError } from '../../contract/errors.ts'
import type { ManifestEntry } from '../../contract/exchange-records.ts'
import type { PackFile } from '../../contract/exchange-tasks.ts'

const SAMPLE_BYTES = 128 * 1024
/** Compression has to save this share of a sample to be worth its time. */
const WORTHWHILE = 0.25
/** Records are text and get more effort than sound, whose gain is small either way. */
const LEVEL = { always: 6, fit: 1, never: 0 } as const
const READ_BYTES = 1 << 18
const MODE = 0o100644

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const unusable = ({ shownName, path }: PackFile, cause: unknown): AppError => {
  const reason =
    codeOf(cause) === 'ENOENT' ? 'its file is not in the data folder any more' : 'its file cannot be read'
  const message = `${shownName} cannot be exported: ${reason}. Nothing was written.`
  return new AppError('unreadable', message, { file: shownName, path, reason }, { cause })
}

const damaged = ({ shownName, path }: PackFile): AppError =>
  new AppError(
    'unreadable',
    `${shownName} cannot be exported: its file in the data folder is damaged. Nothing was written.`,
    { file: shownName, path, reason: 'damaged' }
  )

const sampleOf = async (path: string, sizeBytes: number): Promise<Buffer> => {
  const handle = await open(path, 'r')
  try {
    // From the middle: beginnings are often silent.
    const length = Math.min(SAMPLE_BYTES, sizeBytes)
    const at = Math.floor((sizeBytes - length) / 2)
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** How hard a file is compressed. @throws AppError unreadable */
const levelOf = async (file: PackFile): Promise<number> => {
  if (file.compression !== 'fit') return LEVEL[file.compression]
  const sample = await sampleOf(file.path, file.sizeBytes).catch((cause: unknown) => {
    throw unusable(file, cause)
  })
  const isWorthIt = deflateRawSync(sample, { level: 1 }).length <= (1 - WORTHWHILE) * sample.length
  return isWorthIt ? LEVEL.fit : LEVEL.never
}

/** Passes bytes on and tells their SHA-256 and number at the end. */
const meter = (onEnd: (sha256: string, sizeBytes: number) => void): Transform => {
  const hash = createHash('sha256')
  let sizeBytes = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      sizeBytes += chunk.length
      done(null, chunk)
    },
    flush: done => {
      try {
        onEnd(hash.digest('hex'), sizeBytes)
        done()
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    }
  })
}

/** One archive that is being written: entries go in one after another, each when the one before is through. */
export const openZipWriter = (outPath: string, mtime: Date, signal: AbortSignal) => {
  const zip = new ZipFile()
  const out = zip.outputStream as PassThrough
  const written = pipeline(out, createWriteStream(outPath, { flags: 'wx' }), { signal })
  // Until the end nobody waits for this one; where it fails, the entry on its way fails with it.
  let failure: { readonly error: unknown } | undefined
  let fail: (error: unknown) => void = () => undefined
  const ended = written.catch((error: unknown) => {
    failure = { error }
    fail(error)
  })
  zip.on('error', (error: Error) => out.destroy(error))
  const settings = (level: number) => ({
    mtime,
    mode: MODE,
    forceDosTimestamp: true,
    compress: level > 0,
    compressionLevel: level
  })
  return {
    bytes: (name: string, bytes: Buffer, compression: PackFile['compression']): ManifestEntry => {
      zip.addBuffer(bytes, name, settings(LEVEL[compression]))
      return { name, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },

    file: async (file: PackFile): Promise<ManifestEntry> => {
      const level = await levelOf(file)
      const { name, path, sizeBytes, sha256 } = file
      if (failure !== undefined) throw failure.error
      const { promise, resolve, reject } = Promise.withResolvers<ManifestEntry>()
      fail = reject
      // Made when its turn has come: the archive keeps what it was given until the end.
      zip.addReadStreamLazy(name, settings(level), give => {
        const through = meter((found, foundBytes) => {
          if (foundBytes !== sizeBytes || (sha256 !== null && sha256 !== found)) throw damaged(file)
          resolve({ name, sizeBytes, sha256: found })
        })
        const source = createReadStream(path, { highWaterMark: Math.min(READ_BYTES, sizeBytes + 1) })
        pipeline(source, through, { signal }).catch((cause: unknown) =>
          reject(cause instanceof AppError || signal.aborted ? cause : unusable(file, cause))
        )
        give(null, through)
      })
      return promise
    },

    finish: async (): Promise<void> => {
      zip.end()
      await written
    },

    /** Ends the file that is written, however far it is. */
    abandon: async (): Promise<void> => {
      out.destroy()
      await ended
    }
  }
}
