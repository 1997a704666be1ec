import type { Input, Output } from '../../../../electron/contract/index.ts'

type Before = Output<'recordings.update'>['before']
type Update = Input<'recordings.update'>

/** The updates that put labels, domains and attributes back, one per distinct former state. */
export const undoUpdates = (before: Before): Update[] => {
  const groups = new Map<string, Update>()
  for (const { recordingId, label, domain, attributes } of before) {
    const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
    const key = JSON.stringify([label, domain, sorted])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { recordingIds: [recordingId], label, domain, attributes })
    else group.recordingIds.push(recordingId)
  }
  return [...groups.values()]
}
