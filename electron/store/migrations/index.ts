import type { Migration } from '../migrate.ts'
import { first } from './0001-first.ts'
import { captures } from './0002-captures.ts'
import { trainedModels } from './0003-trained-models.ts'

/** All steps of the schema, oldest first. */
export const migrations: readonly Migration[] = [first, captures, trainedModels]
