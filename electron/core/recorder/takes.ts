import { randomUUID } from 'node:crypto'
import {
  AppError,
  MIN_TAKE_S,
  type Job,
  type Output,
  type ParsedInput,
  type Take,
  type TakeProgress
} from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from '../machines/need.ts'
import { createMutex, type Mutex } from '../mutex.ts'
import { systemCode, systemReason } from '../system/reason.ts'
import { gapFrames, joinGaps } from './gaps.ts'
import { recoverTakes, removeTake, takePaths } from './recover.ts'
import { noteInSidecar } from './sidecar.ts'
import { hasComeIn, importOrder, reasonOf } from './take-import.ts'
import { createTakeWriter, type TakeWriter } from './take-writer.ts'

/** A take without samples for this long ends by itself: its page is gone. */
const IDLE_MS = 30_000

interface Entry {
  take: Take
  isRecovered: boolean
  /** Null once the file is complete. */
  writer: TakeWriter | null
  readonly mutex: Mutex
  idle?: NodeJS.Timeout
  jobId?: string
}

/** What the system refuses on the disk, as a sentence with its reason. */
const onDisk = <T>(what: string, body: () => Promise<T>): Promise<T> =>
  body().catch((error: unknown) => {
    if (systemCode(error) === undefined) throw error
    throw new AppError('conflict', `${what}: ${systemReason(error)}.`, {}, { cause: error })
  })

const noTake = (takeId: string): AppError => new AppError('not-found', 'There is no such take', { takeId })

/** Takes: recordings at the machine while they are written, and until they are kept or discarded. */
export const createTakeService = (context: CoreContext, runner: JobRunner, idleMs = IDLE_MS) => {
  const { store, bus, folder, log } = context
  const entries = new Map<string, Entry>()
  const tidying = new Set<Promise<void>>()

  const changed = ({ take }: Entry): void => bus.emit('takes.changed', { machineId: take.machineId })

  const need = (takeId: string): Entry => {
    const entry = entries.get(takeId)
    if (!entry) throw noTake(takeId)
    return entry
  }

  const follow = (entry: Entry): void => {
    if (entry.writer === null) return
    entry.take = { ...entry.take, frames: entry.writer.frames, gaps: [...entry.writer.gaps] }
  }

  /** Completes the file of a take that records; with a reason where it was not meant to end. */
  const complete = async (entry: Entry, reason: string | null, isRecovered = false): Promise<void> => {
    clearTimeout(entry.idle)
    const { writer } = entry
    if (writer === null) return
    follow(entry)
    entry.writer = null
    entry.take = { ...entry.take, state: 'ended', reason }
    entry.isRecovered = isRecovered
    try {
      await writer.finish(reason === null ? null : { reason, isRecovered })
    } catch (error) {
      // The next start mends it from its length.
      log('error', 'A recording could not be completed on the disk', error)
    }
    changed(entry)
  }

  const watchIdle = (entry: Entry): void => {
    clearTimeout(entry.idle)
    entry.idle = setTimeout(() => {
      const reason = `No sound arrived for ${Math.round(idleMs / 1000)} s: the recording ended by itself.`
      void entry.mutex(() => complete(entry, reason))
    }, idleMs)
    entry.idle.unref()
  }

  const forget = async (entry: Entry): Promise<void> => {
    clearTimeout(entry.idle)
    entries.delete(entry.take.id)
    await removeTake(folder, entry.take.id)
    changed(entry)
  }

  /** An import that ended: its take is there as a recording now, or waits again. */
  const afterImport = async (entry: Entry, job: Job): Promise<void> => {
    const isIn = (await store.recordings.get(entry.take.id)) !== undefined
    if (isIn) return forget(entry)
    // The import of another take says nothing about this one.
    if (entry.jobId !== job.id) return
    if (job.state === 'done' && hasComeIn(job)) return forget(entry)
    entry.take = { ...entry.take, state: 'ended', reason: `It was not brought in: ${reasonOf(job)}.` }
    changed(entry)
  }

  bus.on('jobs.changed', job => {
    if (job.kind !== 'import' || job.endedAt === null) return
    for (const entry of entries.values()) {
      if (entry.take.machineId !== job.machineId || entry.writer !== null) continue
      const tidied = afterImport(entry, job)
        .catch((error: unknown) => log('error', 'A take could not be put away', error))
        .finally(() => tidying.delete(tidied))
      tidying.add(tidied)
    }
  })

  return {
    begin: async (start: ParsedInput<'takes.begin'>): Promise<Output<'takes.begin'>> => {
      const machine = await needMachine(store, start.machineId)
      if (start.channels < machine.channel) {
        const has = start.channels === 1 ? 'one channel' : `${start.channels} channels`
        throw new AppError(
          'invalid',
          `The machine is analysed on channel ${machine.channel}; this device gives ${has}`,
          { channel: machine.channel, channels: start.channels }
        )
      }
      const other = [...entries.values()].find(
        ({ take }) => take.machineId === machine.id && take.state === 'recording'
      )
      if (other) {
        throw new AppError('busy', 'Another recording of this machine is under way', {
          takeId: other.take.id
        })
      }
      const take: Take = { ...start, id: randomUUID(), state: 'recording', frames: 0, gaps: [], reason: null }
      const entry: Entry = { take, isRecovered: false, writer: null, mutex: createMutex() }
      entries.set(take.id, entry)
      try {
        entry.writer = await onDisk('The recording cannot begin', () =>
          createTakeWriter(takePaths(folder, take.id), start)
        )
      } catch (error) {
        entries.delete(take.id)
        throw error
      }
      watchIdle(entry)
      changed(entry)
      return { takeId: take.id }
    },

    /** @throws AppError not-found; conflict when it has ended */
    receive: async (takeId: string, firstFrame: number, bytes: Uint8Array): Promise<TakeProgress> => {
      const entry = need(takeId)
      return entry.mutex(async () => {
        const { writer, take } = entry
        if (writer === null) {
          throw new AppError('conflict', take.reason ?? 'This take has ended', { frames: take.frames })
        }
        try {
          await writer.receive(firstFrame, bytes)
        } catch (error) {
          if (error instanceof AppError && error.code === 'conflict') await complete(entry, error.message)
          else if (!(error instanceof AppError)) await complete(entry, 'It could not be written any further.')
          throw error
        }
        watchIdle(entry)
        const { frames, gaps } = writer
        return { frames, gaps: gaps.length, gapFrames: gapFrames(gaps) }
      })
    },

    finish: async (input: ParsedInput<'takes.finish'>): Promise<Output<'takes.finish'>> => {
      const entry = need(input.takeId)
      return entry.mutex(async () => {
        if (entry.take.state === 'importing') {
          throw new AppError('conflict', 'This take is being brought in already', { jobId: entry.jobId })
        }
        const missing = (input.frames ?? 0) - (entry.writer?.frames ?? Number.POSITIVE_INFINITY)
        await complete(entry, null)
        const { id, frames, sampleRateHz } = entry.take
        if (frames < MIN_TAKE_S * sampleRateHz) {
          throw new AppError('invalid', 'This take holds no sound: discard it', { frames })
        }
        const tail = missing > 0 ? [{ firstFrame: frames, frames: missing }] : []
        const gaps = [...input.gaps, ...tail]
        const { label = entry.take.label, attributes = entry.take.attributes } = input
        const { wav, notes } = takePaths(folder, id)
        const machine = await needMachine(store, entry.take.machineId)
        const ended = { reason: 'It was finished, and not brought in yet.', isRecovered: entry.isRecovered }
        await onDisk('The take cannot be kept yet', async () => {
          await noteInSidecar(notes, { corrected: { label, attributes } })
          for (const gap of gaps) await noteInSidecar(notes, { gap })
          await noteInSidecar(notes, { ended })
        })
        entry.take = { ...entry.take, label, attributes, gaps: joinGaps([...entry.take.gaps, ...gaps]) }
        const jobId = await runner.start(
          'import',
          entry.take.machineId,
          importOrder(machine, wav, entry.take, entry.isRecovered)
        )
        entry.jobId = jobId
        entry.take = { ...entry.take, state: 'importing', reason: null }
        changed(entry)
        return { recordingId: id, jobId }
      })
    },

    discard: async (takeId: string): Promise<void> => {
      const entry = need(takeId)
      await entry.mutex(async () => {
        if (entry.take.state === 'importing') {
          throw new AppError('conflict', 'This take is being brought in already', { jobId: entry.jobId })
        }
        await complete(entry, null)
        await forget(entry)
      })
    },

    list: async (machineId?: string): Promise<Output<'takes.list'>> =>
      [...entries.values()].flatMap(entry => {
        follow(entry)
        return machineId === undefined || entry.take.machineId === machineId ? [entry.take] : []
      }),

    /** What an ended process left behind; once, at the start. */
    recover: async (): Promise<void> => {
      for (const waiting of await recoverTakes(context)) {
        entries.set(waiting.take.id, { ...waiting, writer: null, mutex: createMutex() })
      }
    },

    /** Ends and removes what belongs to a machine that is removed. */
    removeOfMachine: async (machineId: string): Promise<void> => {
      for (const entry of entries.values()) {
        if (entry.take.machineId !== machineId) continue
        await entry.mutex(async () => {
          await complete(entry, null)
          await forget(entry)
        })
      }
    },

    /** Completes what records; it is offered again at the next start. */
    close: async (): Promise<void> => {
      for (const entry of entries.values()) {
        await entry.mutex(() => complete(entry, 'Earshot was closed while this was recorded.', true))
      }
      await Promise.all(tidying)
    }
  }
}
