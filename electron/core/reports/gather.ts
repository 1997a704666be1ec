import type { Finding, ReportData, ReportOptions, ReportFinding } from '../../contract/index.ts'
import { now, type CoreContext } from '../context.ts'
import { needMachine } from '../machines/need.ts'
import { summariesOf } from '../machines/summary.ts'
import type { createResultService } from '../results/service.ts'
import { readSettings } from '../system/settings.ts'

const isIncluded = (include: ReportOptions['include'], { verdict }: Finding): boolean => {
  switch (include) {
    case 'all':
      return true
    case 'confirmed':
      return verdict === 'confirmed'
    case 'undecided':
      return verdict === null || verdict === 'unsure'
  }
}

// What a person confirmed comes first: pictures are for the findings that somebody has to act on.
const VERDICT_RANK = { confirmed: 0, unsure: 1, open: 2, 'false-alarm': 3 } as const
const rankOf = ({ verdict }: Finding): number => VERDICT_RANK[verdict ?? 'open']

/** Everything that the PDF of a machine shows. */
export const gatherReport = async (
  context: CoreContext,
  results: Pick<ReturnType<typeof createResultService>, 'trend'>,
  options: ReportOptions
): Promise<ReportData> => {
  const { store, folder, appVersion } = context
  const machine = await needMachine(store, options.machineId)
  const from = options.from === undefined ? null : new Date(options.from).toISOString()
  const to = options.to === undefined ? null : new Date(options.to).toISOString()
  const isInside = (at: string): boolean => (from === null || at >= from) && (to === null || at <= to)
  const [counts] = await store.overview.counts(machine.id, from, to)
  const [summary] = await summariesOf(store, [machine])
  const findings = (await store.findings.list(machine.id))
    .filter(finding => isInside(finding.recordedAt) && isIncluded(options.include, finding))
    .sort((one, other) => rankOf(one) - rankOf(other))
  const trend = await results.trend(machine.id, from ?? undefined, to ?? undefined)

  const models = await store.models.ofMachine(machine.id)
  const withPicture = async (finding: Finding): Promise<ReportFinding> => {
    const source = await store.clips.source(finding.clipId)
    const version = models.find(({ version }) => version === finding.modelVersion)
    const clips = version ? await store.scores.results(version.id, [finding.recordingId]) : []
    return {
      finding,
      result: clips.find(({ clipId }) => clipId === finding.clipId) ?? null,
      audioPath: source ? folder.at(source.storedPath) : null,
      channel: source?.channel ?? machine.channel
    }
  }

  return {
    machine,
    settings: await readSettings(store),
    pageSize: options.pageSize,
    createdAt: now(),
    from,
    to,
    state: summary?.state ?? 'unknown',
    appVersion,
    model: models.find(({ id }) => id === machine.currentModelId) ?? null,
    counts: {
      recordings: counts?.recordings ?? 0,
      normals: counts?.normals ?? 0,
      scored: counts?.scored ?? 0,
      flagged: counts?.flagged ?? 0
    },
    trend,
    events: (await store.events.ofMachine(machine.id)).filter(({ at }) => isInside(at)),
    findings: [
      ...(await Promise.all(findings.slice(0, options.maxPictures).map(withPicture))),
      ...findings
        .slice(options.maxPictures)
        .map(finding => ({ finding, result: null, audioPath: null, channel: machine.channel }))
    ]
  }
}
