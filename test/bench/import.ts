import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import type { PreparedFile } from '../../electron/contract/compute.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { residentMb } from '../support/memory.ts'
import { noise } from '../support/wav-files.ts'

interface Case {
  readonly name: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly files: number
  readonly barS: number
}

const SECONDS = 10
const ROUNDS = 5

/** Recordings of different content: one signal, begun at another sample in each. */
const writeFiles = (folder: string, { sampleRateHz, channels, files }: Case): string[] => {
  const signal = noise(1, { seconds: SECONDS + 1, sampleRateHz })
  const length = SECONDS * sampleRateHz
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: files }, (_, index) => {
    const samples = Array.from({ length: channels }, (_c, channel) =>
      signal.subarray(index + channel, index + channel + length)
    )
    const filePath = path.join(folder, `${index}.wav`)
    writeFileSync(filePath, encodeWav16(samples, sampleRateHz))
    return filePath
  })
}

/** Wall time in seconds and highest memory in MiB of one import's computing: process start to last answer. */
const importOnce = async (
  paths: readonly string[],
  dataDir: string
): Promise<{ seconds: number; memoryMb: number }> => {
  const compute = createCompute({ log: (_level, message, details) => console.error(message, details) })
  let ready = 0
  let memoryMb = 0
  const onItem = (item: PreparedFile): void => {
    if (item.kind === 'ready') ready++
  }
  const startedMs = performance.now()
  await compute.run(
    'prepare',
    {
      files: paths.map((filePath, index) => ({ key: String(index), path: filePath })),
      dataDir,
      channel: 1,
      clipLengthS: SECONDS,
      knownSha256: [],
      copiesFiles: true
    },
    { onItem, onProgress: () => (memoryMb = Math.max(memoryMb, residentMb())) }
  )
  const seconds = (performance.now() - startedMs) / 1000
  await compute.close()
  if (ready !== paths.length) throw new Error(`Only ${ready} of ${paths.length} files came in`)
  return { seconds, memoryMb }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const measure = async (folder: string, shape: Case): Promise<void> => {
  const paths = writeFiles(path.join(folder, 'source'), shape)
  const rounds: { seconds: number; memoryMb: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const dataDir = path.join(folder, `data-${round}`)
    rounds.push(await importOnce(paths, dataDir))
    rmSync(dataDir, { recursive: true })
  }
  const seconds = median(rounds.map(round => round.seconds))
  const memoryMb = Math.max(...rounds.map(round => round.memoryMb))
  const perThousand = (seconds / shape.files) * 1000
  console.log(
    `| ${shape.name} | ${shape.files} | ${seconds.toFixed(1)} s | ${perThousand.toFixed(1)} s | ${shape.barS} s | ${memoryMb.toFixed(0)} MB |`
  )
}

/** Import without the store: hash, copy, quality, peaks, features (`--files N`, default 1000). */
export const run = async (args: readonly string[]): Promise<void> => {
  const at = args.indexOf('--files')
  const files = at === -1 ? 1000 : Number(args[at + 1])
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-bench-'))
  console.log(`Computing of an import, ${SECONDS} s each, median of ${ROUNDS}\n`)
  console.log('| recordings | files | time | for 1,000 | bar | memory, host and compute (bar 500 MB) |')
  console.log('|---|---|---|---|---|---|')
  try {
    const mono = { name: '16 kHz mono, 16 bit', sampleRateHz: 16_000, channels: 1, files, barS: 20 }
    await measure(path.join(folder, 'mono'), mono)
    rmSync(path.join(folder, 'mono'), { recursive: true })
    const stereoFiles = Math.ceil(files / 4)
    const stereo = {
      name: '44.1 kHz stereo, 16 bit',
      sampleRateHz: 44_100,
      channels: 2,
      files: stereoFiles,
      barS: 90
    }
    await measure(path.join(folder, 'stereo'), stereo)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
