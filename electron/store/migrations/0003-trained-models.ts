import type { Migration } from '../migrate.ts'

/** How the network of a model was trained, and what a deeper fit was checked for; null for what has neither. */
export const trainedModels: Migration = {
  version: 3,
  name: 'trained-models',
  up: connection =>
    connection.exec('ALTER TABLE model ADD COLUMN training TEXT; ALTER TABLE model ADD COLUMN "check" TEXT')
}
