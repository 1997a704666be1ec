import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { writeAtomically } from '../../files/atomic.ts'
import type { RandomSource } from '../random.ts'
import type { Trainer } from './trainer.ts'

/** What a training has come to, besides its numbers. */
export interface TrainingState {
  /** Mean loss of each epoch that was trained. */
  readonly losses: readonly number[]
  readonly lastBatchLosses: readonly number[]
}

/** Keeps one training so that it can go on after an interruption. */
export interface Checkpoints {
  /**
   * Replaces the checkpoint; where that fails the earlier one is untouched.
   * @throws AppError conflict with the reason, for example a full disk
   */
  readonly write: (trainer: Trainer, random: RandomSource, state: TrainingState) => Promise<void>
  /** Puts a training back; undefined where there is none of the same fingerprint. */
  readonly restore: (trainer: Trainer, random: RandomSource) => Promise<TrainingState | undefined>
  readonly remove: () => Promise<void>
}

export interface CheckpointOptions {
  readonly folder: string
  /** Names what is trained: parameters, data, seed, engine, threads. A checkpoint of another one is not used. */
  readonly fingerprint: string
  /** Told why a checkpoint that is there was not used. */
  readonly onIgnored?: (reason: string) => void
}

const FILE = 'training.checkpoint'
const FORMAT = 1
const DIGEST_BYTES = 32

interface Header extends TrainingState {
  readonly format: number
  readonly fingerprint: string
  readonly random: readonly number[]
}

/** Checkpoints in a file of their own: SHA-256 of the rest, length of the header, header (JSON), trainer. */
export const createCheckpoints = ({ folder, fingerprint, onIgnored }: CheckpointOptions): Checkpoints => {
  const file = path.join(folder, FILE)
  return {
    write: async (trainer, random, state) => {
      const header: Header = { format: FORMAT, fingerprint, random: [...random.state()], ...state }
      const bytes = encode(header, await trainer.save())
      await writeAtomically(file, 'kept', open => open.write(bytes), 'The training cannot be kept')
    },
    restore: async (trainer, random) => {
      const bytes = await readIfThere(file)
      if (bytes === undefined) return undefined
      const found = decode(bytes)
      if (found === undefined) {
        onIgnored?.('The checkpoint is damaged')
        return undefined
      }
      if (found.header.format !== FORMAT || found.header.fingerprint !== fingerprint) {
        onIgnored?.('The checkpoint is of another training')
        return undefined
      }
      trainer.restore(found.rest)
      random.restore(Int32Array.from(found.header.random))
      return { losses: found.header.losses, lastBatchLosses: found.header.lastBatchLosses }
    },
    remove: () => rm(file, { force: true })
  }
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

const encode = (header: Header, rest: Uint8Array): Buffer => {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  const body = Buffer.concat([length, text, rest])
  return Buffer.concat([digest(body), body])
}

const decode = (bytes: Buffer): { readonly header: Header; readonly rest: Uint8Array } | undefined => {
  const body = bytes.subarray(DIGEST_BYTES)
  if (body.length < 4 || !digest(body).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined
  const end = 4 + body.readUInt32LE()
  // The digest fits: this is what `encode` wrote.
  return { header: JSON.parse(body.toString('utf8', 4, end)) as Header, rest: body.subarray(end) }
}

const readIfThere = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined
    throw error
  }
}

/** Removes the checkpoints of all networks of a fit, in folders of their own below this one, when all are trained. */
export const removeCheckpoints = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true })
