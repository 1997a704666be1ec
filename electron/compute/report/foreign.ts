import type { Model } from '../../contract/models.ts'
import type { ReportFinding } from '../../contract/report-data.ts'

/** Whether the score of a finding lies on another scale than those of the model in force. */
export const isForeign = (
  { finding }: Pick<ReportFinding, 'finding'>,
  model: Pick<Model, 'detector'> | null
): boolean => model !== null && finding.detector !== null && finding.detector !== model.detector
