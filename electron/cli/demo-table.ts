import type { SampleFile } from '../contract/compute.ts'
import type { Recording } from '../contract/recordings.ts'

interface Judged {
  readonly sample: Pick<SampleFile, 'file' | 'fault' | 'faultLevelDb'>
  readonly recording: Pick<Recording, 'isFlagged' | 'isHeldOut'>
}

interface Count {
  readonly fault: string | null
  readonly faultLevelDb: number | null
  readonly flagged: number
  readonly of: number
}

const countOf = (rows: readonly Judged[], fault: string | null, faultLevelDb: number | null): Count => ({
  fault,
  faultLevelDb,
  flagged: rows.filter(({ recording }) => recording.isFlagged === true).length,
  of: rows.length
})

const share = ({ flagged, of }: Count): string => `${flagged} of ${of}`

const dbHeading = (db: number): string => `${db < 0 ? '\u2212' : ''}${Math.abs(db)} dB`

/** How many of each fault, at each level of fault to machine, are flagged; and of the normals that were held back. */
export const demoTable = (
  rows: readonly Judged[]
): { readonly text: string; readonly counts: readonly Count[] } => {
  const faulty = rows.filter(({ sample }) => sample.fault !== null)
  const faults = [...new Set(faulty.map(({ sample }) => sample.fault))]
  const levels = [...new Set(faulty.map(({ sample }) => sample.faultLevelDb))].sort(
    (a, b) => (a ?? 0) - (b ?? 0)
  )
  const counts = faults.flatMap(fault =>
    levels.map(level =>
      countOf(
        faulty.filter(({ sample }) => sample.fault === fault && sample.faultLevelDb === level),
        fault,
        level
      )
    )
  )
  const heldBack = countOf(
    rows.filter(({ sample, recording }) => sample.fault === null && !recording.isHeldOut),
    null,
    null
  )
  const cellsOf = (fault: string | null): string =>
    counts
      .filter(count => count.fault === fault)
      .map(share)
      .join(' | ')
  const text = [
    `| fault, flagged at a level of fault to machine of | ${levels.map(level => dbHeading(level ?? 0)).join(' | ')} |`,
    `|---|${levels.map(() => '---:').join('|')}|`,
    ...faults.map(fault => `| ${(fault ?? '').replaceAll('-', ' ')} | ${cellsOf(fault)} |`),
    '',
    `Normal recordings that were not learned from: ${share(heldBack)} flagged.`,
    ''
  ].join('\n')
  return { text, counts: [...counts, heldBack] }
}
