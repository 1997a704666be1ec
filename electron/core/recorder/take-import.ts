import { proposedClipLength, SHORTEST_PROPOSED_S } from '../../contract/clip-length.ts'
import type { Job, Machine, Take } from '../../contract/index.ts'
import type { ImportJob } from '../imports/job-input.ts'
import { captureOf, takeFileName } from './capture.ts'

/** A take that is shorter than any clip gives none, and says nothing of those to come: the usual length stands. */
const clipLengthOf = ({ frames, sampleRateHz }: Take): number | null =>
  frames < SHORTEST_PROPOSED_S * sampleRateHz ? null : proposedClipLength([frames / sampleRateHz])

/** The import that brings a finished take in: one file, whose recording gets the id of the take. */
export const importOrder = (machine: Machine, wav: string, take: Take, isRecovered: boolean): ImportJob => ({
  machineId: machine.id,
  uploadId: null,
  clipLengthS: clipLengthOf(take),
  files: [
    {
      path: wav,
      relativePath: takeFileName(take, machine.timeZone),
      label: take.label,
      domain: take.domain,
      attributes: take.attributes,
      recordedAt: new Date(take.startedAt).toISOString(),
      recordedAtSource: 'recorded',
      recordingId: take.id,
      capture: captureOf(take, isRecovered)
    }
  ]
})

/** Whether the one file of such a job is in; the machine may have had its content already. */
export const hasComeIn = ({ result }: Job): boolean =>
  Number(result?.imported ?? 0) + Number(result?.duplicates ?? 0) > 0

/** Why it is not, as a sentence without its full stop. */
export const reasonOf = ({ error, result }: Job): string => {
  const failed = Array.isArray(result?.failed) ? (result.failed as readonly { reason?: unknown }[]) : []
  const reason = failed[0]?.reason
  return (error?.message ?? (typeof reason === 'string' ? reason : 'the import failed')).replace(/\.$/u, '')
}
