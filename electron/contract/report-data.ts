import type { Finding } from './findings.ts'
import type { Machine, MachineEvent } from './machines.ts'
import type { Model } from './models.ts'
import type { ClipResult, Trend } from './results.ts'
import type { Settings } from './system.ts'

/** Everything that the PDF of a machine shows; gathered by the core, laid out by a compute process. */
export interface ReportData {
  readonly machine: Machine
  readonly settings: Settings
  readonly pageSize: 'A4' | 'LETTER'
  readonly createdAt: string
  readonly from: string | null
  readonly to: string | null
  readonly state: string
  readonly appVersion: string
  readonly model: Model | null
  readonly counts: {
    readonly recordings: number
    readonly normals: number
    readonly scored: number
    readonly flagged: number
  }
  readonly trend: Trend
  readonly events: readonly MachineEvent[]
  readonly findings: readonly ReportFinding[]
}

/** A finding; those with pictures carry the clip's result and where its sound lies. */
export interface ReportFinding {
  readonly finding: Finding
  readonly result: ClipResult | null
  readonly audioPath: string | null
  readonly channel: number
}
