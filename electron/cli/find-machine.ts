import type { Client } from '../contract/client.ts'
import { AppError } from '../contract/errors.ts'
import type { MachineSummary } from '../contract/machines.ts'
import type { Model } from '../contract/models.ts'
import type { Recording } from '../contract/recordings.ts'

const same = (a: string, b: string): boolean =>
  a.normalize('NFC').toLocaleLowerCase() === b.normalize('NFC').toLocaleLowerCase()

/**
 * A machine by its id or its name.
 * @throws not-found; conflict where several machines have the name
 */
export const findMachine = async (client: Client, idOrName: string): Promise<MachineSummary> => {
  const all = await client.call('machines.list', {})
  const byId = all.find(({ machine }) => machine.id === idOrName)
  if (byId) return byId
  const exact = all.filter(({ machine }) => machine.name === idOrName)
  const named = exact.length > 0 ? exact : all.filter(({ machine }) => same(machine.name, idOrName))
  const [only, ...others] = named
  if (only === undefined) {
    const names = all.map(({ machine }) => machine.name).join(', ')
    throw new AppError(
      'not-found',
      all.length === 0
        ? `There is no machine "${idOrName}": the data folder has none yet. Make one with: earshot machine create "${idOrName}"`
        : `There is no machine "${idOrName}". There are: ${names}`
    )
  }
  if (others.length > 0) {
    const which = named.map(
      ({ machine: { id, site }, recordings }) =>
        `  ${id}  ${site === '' ? 'no site' : `site ${site}`}, ${recordings} recordings`
    )
    throw new AppError(
      'conflict',
      [`${named.length} machines are named "${idOrName}". Use one of their ids:`, ...which].join('\n')
    )
  }
  return only
}

/** A machine's model by version number, else its current one. @throws not-found */
export const findModel = async (client: Client, machineId: string, version?: number): Promise<Model> => {
  const models = await client.call('models.list', { machineId })
  const found = models.find(model => (version === undefined ? model.isCurrent : model.version === version))
  if (found) return found
  if (models.length === 0) {
    throw new AppError('not-found', 'This machine has no model yet. Fit one with: earshot fit --machine …')
  }
  const versions = models.map(model => model.version).sort((a, b) => a - b)
  throw new AppError(
    'not-found',
    `This machine has no model ${version ?? 'in use'}. It has: ${versions.join(', ')}`
  )
}

const PAGE = 1000

/** All recordings of a machine, by file name. */
export const allRecordings = async (client: Client, machineId: string): Promise<Recording[]> => {
  const rows: Recording[] = []
  for (;;) {
    const page = await client.call('recordings.list', {
      machineId,
      sort: 'fileName',
      descending: false,
      offset: rows.length,
      limit: PAGE
    })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}

/** Folder and name of a recording as they came in. */
export const recordingPath = ({ folder, fileName }: Pick<Recording, 'folder' | 'fileName'>): string =>
  folder === '' ? fileName : `${folder}/${fileName}`

/** Whether a name given by a person means this recording: its id, its file name, or the end of its path. */
export const isMeant = (recording: Recording, name: string): boolean => {
  const wanted = name.normalize('NFC')
  const path = recordingPath(recording).normalize('NFC')
  return recording.id === name || path === wanted || path.endsWith(`/${wanted}`)
}
