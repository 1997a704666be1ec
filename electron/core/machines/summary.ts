import type { Machine, MachineSummary } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { medianOf } from '../results/median.ts'
import { machineState } from './state.ts'

const RECENT_SCORES = 60

/** Rows of the overview. */
export const summariesOf = async (store: Store, machines: readonly Machine[]): Promise<MachineSummary[]> => {
  const only = machines.length === 1 ? machines[0]?.id : undefined
  const counts = new Map((await store.overview.counts(only)).map(row => [row.machineId, row]))
  const open = await store.findings.openCounts()
  return Promise.all(
    machines.map(async machine => {
      const { id, currentModelId, alarmWindow } = machine
      const model = currentModelId === null ? undefined : await store.models.get(currentModelId)
      const judged = await store.overview.judgedLast(id, alarmWindow)
      const recent = await store.overview.recentScores(id, RECENT_SCORES, true)
      const sums = counts.get(id)
      return {
        machine,
        state: machineState(machine, judged),
        recordings: sums?.recordings ?? 0,
        normals: sums?.normals ?? 0,
        openFindings: open.get(id) ?? 0,
        lastHeardAt: sums?.lastHeardAt ?? null,
        modelVersion: model?.version ?? null,
        modelDetector: model?.detector ?? null,
        modelCreatedAt: model?.createdAt ?? null,
        threshold: model?.threshold ?? null,
        normalScore: model === undefined ? null : medianOf(model.heldOutScores),
        recentScores: recent.map(({ score }) => score).toReversed()
      }
    })
  )
}
