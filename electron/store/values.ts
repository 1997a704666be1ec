import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { attributesSchema, badgeSchema, type Badge, type Lane } from '../contract/index.ts'
import type { Flag } from './tables.ts'

/** Rows of one INSERT: SQLite takes at most 32,766 values in a statement. */
const ROWS_PER_INSERT = 500

export const toFlag = (value: boolean): Flag => (value ? 1 : 0)

/** `column in (...)` for any number of ids. */
export const inIds = (column: string, ids: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(ids)}))`

/** Pieces of a list that are small enough for one statement. */
export const chunks = <T>(rows: readonly T[]): T[][] => {
  const parts: T[][] = []
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) parts.push(rows.slice(at, at + ROWS_PER_INSERT))
  return parts
}

/** Text of a JSON column, as the schema's type. */
export const parseJson = <S extends z.ZodType>(schema: S, text: string): z.output<S> =>
  schema.parse(JSON.parse(text))

const badgesSchema = z.array(badgeSchema)

/** Badges of a recording; most have none, which needs no check. */
export const parseBadges = (text: string): Badge[] => (text === '[]' ? [] : parseJson(badgesSchema, text))

/** Attributes of a recording, likewise. */
export const parseAttributes = (text: string): Record<string, string> =>
  text === '{}' ? {} : parseJson(attributesSchema, text)

/** Numbers as little-endian float32. */
export const packNumbers = (values: readonly number[]): Uint8Array => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes
}

/** The inverse of packNumbers. */
export const unpackNumbers = (bytes: Uint8Array): number[] => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: buffer.length >> 2 }, (_, index) => buffer.readFloatLE(index * 4))
}

export const LANE_HEAD_BYTES = 40

/** What a lane says beside its values, as 40 bytes (start, step, window, threshold, peak: float64). */
export const packLaneHead = (lane: Omit<Lane, 'values'>): Uint8Array => {
  const head = Buffer.alloc(LANE_HEAD_BYTES)
  const facts = [lane.startS, lane.stepS, lane.windowS, lane.threshold, lane.peakS]
  for (const [index, value] of facts.entries()) head.writeDoubleLE(value, index * 8)
  return head
}

/** A lane as these 40 bytes and its values (float32). */
export const packLane = (lane: Lane): Uint8Array =>
  Buffer.concat([packLaneHead(lane), packNumbers(lane.values)])

/** The inverse of packLane. */
export const unpackLane = (bytes: Uint8Array): Lane => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, LANE_HEAD_BYTES)
  return {
    startS: head.readDoubleLE(0),
    stepS: head.readDoubleLE(8),
    windowS: head.readDoubleLE(16),
    threshold: head.readDoubleLE(24),
    peakS: head.readDoubleLE(32),
    values: unpackNumbers(bytes.subarray(LANE_HEAD_BYTES))
  }
}
