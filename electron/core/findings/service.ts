import { AppError, type Finding, type ParsedInput, type Verdict } from '../../contract/index.ts'
import { reasonSentence } from '../../contract/sentences.ts'
import { audit, now, type CoreContext } from '../context.ts'
import { needMachine } from '../machines/need.ts'
import { csvText, fileNameFor } from '../results/csv.ts'

const HEADER = [
  'file',
  'recorded_at',
  'start_s',
  'length_s',
  'peak_s',
  'score',
  'threshold',
  'p_value',
  'model_version',
  'detector',
  'reasons',
  'verdict',
  'comment',
  'decided_by',
  'decided_at'
]

/** The review queue: flagged clips and what a person says of them. */
export const createFindingService = (
  { store, bus }: CoreContext,
  signature: (given: string | undefined) => Promise<string>
) => {
  const need = async (findingId: string): Promise<Finding> => {
    const finding = await store.findings.get(findingId)
    if (!finding) throw new AppError('not-found', 'There is no such finding', { findingId })
    return finding
  }

  return {
    list: async (machineId: string, verdict?: Verdict | 'open'): Promise<Finding[]> => {
      await needMachine(store, machineId)
      return store.findings.list(machineId, verdict)
    },

    decide: async (input: ParsedInput<'findings.decide'>): Promise<Finding> => {
      const { findingId, verdict } = input
      const before = await need(findingId)
      const by = await signature(input.by)
      const comment = input.comment ?? before.comment
      const isTakenBack = verdict === null
      const { machineId, recordingId } = before
      await store.transaction(async repositories => {
        await repositories.findings.decide(findingId, {
          verdict,
          comment,
          decidedBy: isTakenBack ? null : by,
          decidedAt: isTakenBack ? null : now()
        })
        await audit(
          repositories,
          'verdict',
          machineId,
          { findingId, file: before.fileName, from: before.verdict, to: verdict, comment },
          by
        )
        // Taken back on a clip that is no longer flagged: it was only kept for the verdict.
        const machine = await repositories.machines.get(machineId)
        if (isTakenBack)
          await repositories.findings.follow(machineId, machine?.currentModelId ?? null, [recordingId])
      })
      bus.emit('findings.changed', { machineId })
      bus.emit('machines.changed', { machineId })
      const after = await store.findings.get(findingId)
      return after ?? { ...before, verdict, comment, decidedBy: null, decidedAt: null }
    },

    csv: async (machineId: string): Promise<{ fileName: string; text: string }> => {
      const machine = await needMachine(store, machineId)
      const findings = await store.findings.list(machineId)
      const rows = findings.map(finding => [
        finding.fileName,
        finding.recordedAt,
        finding.startS,
        finding.lengthS,
        finding.peakS,
        finding.score,
        finding.threshold,
        finding.pValue,
        finding.modelVersion,
        finding.detector,
        finding.reasons.map(reasonSentence).join('; '),
        finding.verdict ?? 'open',
        finding.comment,
        finding.decidedBy,
        finding.decidedAt
      ])
      return { fileName: fileNameFor(machine.name, 'findings', 'csv'), text: await csvText(HEADER, rows) }
    }
  }
}
