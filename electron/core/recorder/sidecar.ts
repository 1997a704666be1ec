import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { attributesSchema, gapSchema, labelSchema, takeStartSchema, type Gap } from '../../contract/index.ts'
import type { TakeStart } from '../../contract/index.ts'
import { gapsWithout, joinGaps } from './gaps.ts'

const correctionsSchema = z.object({ label: labelSchema.optional(), attributes: attributesSchema.optional() })
const endSchema = z.object({ reason: z.string(), isRecovered: z.boolean() })

/** One line for each thing that happened to a take. */
const lineSchema = z.union([
  z.object({ start: takeStartSchema }).strict(),
  z.object({ gap: gapSchema }).strict(),
  z.object({ filled: gapSchema }).strict(),
  z.object({ ended: endSchema }).strict(),
  z.object({ corrected: correctionsSchema }).strict()
])
type SidecarLine = z.output<typeof lineSchema>
export type TakeEnd = z.infer<typeof endSchema>
export type Corrections = z.infer<typeof correctionsSchema>

/** What the lines say together. */
export interface TakeNotes {
  readonly start: TakeStart
  readonly gaps: Gap[]
  readonly ended: TakeEnd | null
}

/** The journal beside a take's samples: lines of JSON, each on the disk before `add` resolves. */
export interface Sidecar {
  add(line: SidecarLine): Promise<void>
  close(): Promise<void>
}

const sidecarOn = (handle: FileHandle): Sidecar => ({
  add: async line => {
    await handle.appendFile(`${JSON.stringify(line)}\n`)
    await handle.sync()
  },
  close: () => handle.close()
})

/** Begins a journal with what the take was begun with. */
export const createSidecar = async (path: string, start: TakeStart): Promise<Sidecar> => {
  const handle = await open(path, 'ax')
  try {
    const sidecar = sidecarOn(handle)
    await sidecar.add({ start })
    return sidecar
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Adds one line to the journal of a take that is not open. */
export const noteInSidecar = async (path: string, line: SidecarLine): Promise<void> => {
  const sidecar = sidecarOn(await open(path, 'a'))
  try {
    await sidecar.add(line)
  } finally {
    await sidecar.close()
  }
}

/** A line that was being written when the process ended is no line. */
const linesOf = (text: string): SidecarLine[] =>
  text.split('\n').flatMap(line => {
    try {
      return [lineSchema.parse(JSON.parse(line))]
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return []
      throw error
    }
  })

const correct = (start: TakeStart, { label, attributes }: Corrections): TakeStart => ({
  ...start,
  ...(label === undefined ? {} : { label }),
  ...(attributes === undefined ? {} : { attributes })
})

/** What a journal says; null where not even its first line is whole. */
export const readSidecar = async (path: string): Promise<TakeNotes | null> => {
  let notes: TakeNotes | null = null
  for (const line of linesOf(await readFile(path, 'utf8'))) {
    if ('start' in line) notes = { start: line.start, gaps: [], ended: null }
    if (notes === null) continue
    if ('gap' in line) notes = { ...notes, gaps: joinGaps([...notes.gaps, line.gap]) }
    if ('filled' in line) notes = { ...notes, gaps: gapsWithout(notes.gaps, line.filled) }
    if ('ended' in line) notes = { ...notes, ended: line.ended }
    if ('corrected' in line) notes = { ...notes, start: correct(notes.start, line.corrected) }
  }
  return notes
}
