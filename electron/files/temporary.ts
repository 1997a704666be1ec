import { randomUUID } from 'node:crypto'

/** A new name beside a file's place: in the same folder, so that a rename can put it there. */
export const besideOf = (file: string): string => `${file}.${randomUUID()}.tmp`
