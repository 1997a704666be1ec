import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Transform, type PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { deflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { AppError } from '../../contract/errors.ts'
import { MEDIA_TYPE } from '../../contract/exchange.ts'
import {
  FORMAT_NAME,
  FORMAT_VERSION,
  MANIFEST_ENTRY,
  MEDIA_TYPE_ENTRY,
  type Manifest,
  type ManifestEntry
} from '../../contract/exchange-records.ts'
import type { PackFile, PackInput } from '../../contract/exchange-tasks.ts'
import { verify } from './verify.ts'
import { storageError } from '../files/atomic.ts'

const SAMPLE_BYTES = 128 * 1024
/** Compression has to save this share of a sample to be worth its time. */
const WORTHWHILE = 0.25
/** Records are text and get more effort than sound, whose gain is small either way. */
const LEVEL = { always: 6, fit: 1, never: 0 } as const
const READ_BYTES = 1 << 18
const MODE = 0o100644

interface Progress {
  readonly signal: AbortSignal
  report(fraction: number, message: string): void
}

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
    const at = Math.max(0, Math.floor((sizeBytes - SAMPLE_BYTES) / 2))
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, at)
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
const openPack = (outPath: string, mtime: Date, signal: AbortSignal) => {
  const zip = new ZipFile()
  const out = zip.outputStream as PassThrough
  const written = pipeline(out, createWriteStream(outPath, { flags: 'wx' }), { signal })
  // Until the end nobody waits for this one; where it fails, the entry on its way fails with it.
  const broken = written.then(() => {
    throw new Error('The archive ended before its entries')
  })
  broken.catch(() => undefined)
  zip.on('error', (error: Error) => out.destroy(error))
  const settings = (level: number) => ({
    mtime,
    mode: MODE,
    forceDosTimestamp: true,
    compress: level > 0,
    compressionLevel: level
  })
  return {
    bytes: (name: string, bytes: Buffer, level: number): void => zip.addBuffer(bytes, name, settings(level)),

    file: (file: PackFile, level: number): Promise<ManifestEntry> => {
      const { name, path, sizeBytes, sha256 } = file
      const { promise, resolve, reject } = Promise.withResolvers<ManifestEntry>()
      // Made when its turn has come: the archive keeps what it was given until the end.
      zip.addReadStreamLazy(name, settings(level), give => {
        const through = meter((found, foundBytes) => {
          if (foundBytes !== sizeBytes || (sha256 !== null && sha256 !== found)) throw damaged(file)
          resolve({ name, sizeBytes, sha256: found })
        })
        const source = createReadStream(path, { highWaterMark: READ_BYTES })
        pipeline(source, through, { signal }).catch((cause: unknown) =>
          reject(cause instanceof AppError || signal.aborted ? cause : unusable(file, cause))
        )
        give(null, through)
      })
      return Promise.race([promise, broken])
    },

    finish: async (): Promise<void> => {
      zip.end()
      await written
    },

    /** Ends the file that is written, however far it is. */
    abandon: async (): Promise<void> => {
      out.destroy()
      await broken.catch(() => undefined)
    }
  }
}

/**
 * Writes an exported machine: the given files, then a manifest with the checksum of each. What is written is the
 * caller's to sync, to name and, where this fails, to remove.
 * @throws AppError unreadable, naming the file; conflict where the place cannot be written
 */
export const pack = async (
  { head, files, outPath }: PackInput,
  { signal, report }: Progress
): Promise<{ readonly sizeBytes: number }> => {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 1)
  const archive = openPack(outPath, new Date(head.createdAt), signal)
  try {
    const type = Buffer.from(MEDIA_TYPE)
    archive.bytes(MEDIA_TYPE_ENTRY, type, LEVEL.never)
    const sha256 = createHash('sha256').update(type).digest('hex')
    const entries: ManifestEntry[] = [{ name: MEDIA_TYPE_ENTRY, sizeBytes: type.length, sha256 }]
    let doneBytes = 0
    for (const [index, file] of files.entries()) {
      signal.throwIfAborted()
      entries.push(await archive.file(file, await levelOf(file)))
      doneBytes += file.sizeBytes
      report(doneBytes / totalBytes, `${index + 1} of ${files.length} files`)
    }
    const manifest: Manifest = { format: FORMAT_NAME, version: FORMAT_VERSION, ...head, entries }
    archive.bytes(MANIFEST_ENTRY, Buffer.from(JSON.stringify(manifest)), LEVEL.always)
    await archive.finish()
    await verify(outPath, signal)
    return { sizeBytes: (await stat(outPath)).size }
  } catch (error) {
    await archive.abandon()
    throw storageError(error, outPath)
  }
}
