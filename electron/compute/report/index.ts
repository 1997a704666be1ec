import type { ReportData, ReportFinding } from '../../contract/report-data.ts'
import { writeAtomically } from '../../files/atomic.ts'
import { readClipAudio } from './clip-audio.ts'
import type { PicturedFinding } from './document.ts'
import { reportDocument } from './document.ts'
import type { ClipSound } from './clip-audio.ts'
import { reportFonts } from './fonts.ts'
import { isForeign } from './foreign.ts'

export interface RenderedReport {
  readonly pages: number
  readonly sizeBytes: number
}

const severity = ({ finding }: ReportFinding): number => finding.score - finding.threshold

/** The sound behind a finding's pictures; null where none are wanted (it stands in the table only). */
const soundOf = async (entry: ReportFinding, signal: AbortSignal): Promise<ClipSound | null> => {
  const { audioPath, result, channel } = entry
  if (result === null) return null
  if (audioPath === null) return { kind: 'missing', reason: 'the recording is not in the data folder' }
  return readClipAudio(audioPath, channel, result, signal)
}

/**
 * Lays a machine's report out as PDF and writes it beside its place, then renames it there. Findings are put
 * in the order of severity (score above threshold), those that another detector scored after the others.
 * @throws AbortError when cancelled; a recording that cannot be read costs its pictures, not the report
 */
export const renderReport = async (
  data: ReportData,
  outPath: string,
  signal: AbortSignal,
  report: (fraction: number, message: string) => void = () => undefined
): Promise<RenderedReport> => {
  const ordered = data.findings.toSorted(
    (a, b) => Number(isForeign(a, data.model)) - Number(isForeign(b, data.model)) || severity(b) - severity(a)
  )
  const findings: PicturedFinding[] = []
  for (const [index, entry] of ordered.entries()) {
    signal.throwIfAborted()
    findings.push({ entry, sound: await soundOf(entry, signal) })
    report((0.5 * (index + 1)) / ordered.length, `${index + 1} of ${ordered.length} findings`)
  }
  signal.throwIfAborted()
  report(0.5, 'laying out')
  let pages = 0
  const document = reportDocument(data, findings, pageCount => {
    pages = pageCount
  })
  const { default: pdfmake } = await import('pdfmake')
  const fonts = reportFonts()
  const fontPaths = new Set(Object.values(fonts).flatMap(({ normal, bold }) => [normal, bold]))
  pdfmake.setFonts(fonts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(wanted => fontPaths.has(wanted))
  const bytes = await pdfmake.createPdf(document).getBuffer()
  signal.throwIfAborted()
  await writeAtomically(outPath, 'kept', file => file.write(bytes))
  return { pages, sizeBytes: bytes.byteLength }
}
