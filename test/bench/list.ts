import type { Input, MethodName } from '../../electron/contract/index.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { medianOfFive } from './support.ts'

const MOST_MS = 50
const QUESTIONS: readonly [string, Omit<Input<'recordings.list'>, 'machineId'>][] = [
  ['newest 200', {}],
  ['newest 200 from the middle', { offset: 10_000 }],
  ['200 highest scores', { sort: 'score' }],
  ['200 by name', { sort: 'fileName', descending: false }],
  ['flagged', { isFlagged: true }],
  ['labelled normal', { label: 'normal' }],
  ['clipping', { badge: 'clipping' }],
  ['text in the name', { text: '199' }],
  ['a month', { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' }]
]

export interface ListTime {
  readonly question: string
  readonly total: number
  readonly ms: number
}

/** A machine with this many recordings in a core whose compute process is made up, imported and fitted. */
const filledCore = async (count: number): Promise<{ test: TestCore; machineId: string }> => {
  const test = await openTestCore()
  const machine = await test.call('machines.create', { name: 'Fan', timeZone: 'UTC' })
  const from = Date.UTC(2026, 0, 1)
  for (let index = 0; index < count; index += 1) {
    const at = new Date(from + index * 15 * 60_000).toISOString()
    const name = `n${index}_${at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}.wav`
    await test.write(`${index < 50 ? 'normal' : 'check'}/${name}`, {
      ...(index > 50 && index % 7 === 0 && { score: 50 }),
      ...(index % 11 === 0 && { badges: [{ code: 'clipping', params: { samples: 3 } }] })
    })
  }
  await test.import(machine, [test.inputDir])
  await test.ended(test.call('models.fit', { machineId: machine.id }))
  return { test, machineId: machine.id }
}

/** Time of one call of each kind on the core side, validation of its answer included: median of five. */
export const measureList = async (count: number): Promise<ListTime[]> => {
  const { test, machineId } = await filledCore(count)
  try {
    const times: ListTime[] = []
    const timed = async <N extends MethodName>(question: string, name: N, input: Input<N>): Promise<void> => {
      let answer: unknown
      const ms = await medianOfFive(async () => {
        answer = await test.call(name, input)
      })
      times.push({ question, total: (answer as { total?: number }).total ?? 0, ms })
    }
    for (const [question, filter] of QUESTIONS) {
      await timed(question, 'recordings.list', { machineId, limit: 200, ...filter })
    }
    return times
  } finally {
    await test.close()
  }
}

/** Listing, filtering and sorting a machine with 20,000 recordings. */
export const run = async (_args: readonly string[]): Promise<void> => {
  console.log('recordings.list on 20,000 recordings, core side, median of 5\n')
  console.log('| question | matches | time | bar |')
  console.log('|---|---|---|---|')
  for (const { question, total, ms } of await measureList(20_000)) {
    console.log(`| ${question} | ${total} | ${ms.toFixed(1)} ms | ${MOST_MS} ms |`)
  }
}
