import type { Migration } from '../migrate.ts'
import { first } from './0001-first.ts'

/** All steps of the schema, oldest first. */
export const migrations: readonly Migration[] = [first]
