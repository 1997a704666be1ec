import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Finding, Verdict } from '../../../../electron/contract/findings.ts'
import { coalesce } from '../../api/coalesce.ts'
import { useClient, useEvent } from '../../api/use-client.ts'
import { useLoad, type Load } from '../../api/use-load.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { afterDeciding, asFilter, countsOf, queueOf, type QueueFilter } from './queue.ts'

export interface Decision {
  readonly finding: Finding
  readonly before: { readonly verdict: Verdict | null; readonly comment: string }
}

export interface FindingsState {
  readonly findings: Load<Finding[]>
  readonly filter: ComputedRef<QueueFilter>
  readonly queue: ComputedRef<readonly Finding[]>
  readonly counts: ComputedRef<ReturnType<typeof countsOf>>
  readonly selected: ComputedRef<Finding | undefined>
  readonly last: Ref<Decision | null>
  select(findingId: string | null): void
  setFilter(filter: QueueFilter): void
  /** Writes a verdict and its comment; a verdict on an open finding moves on to the next one. */
  decide(finding: Finding, verdict: Verdict | null, comment: string): Promise<void>
  undo(): Promise<void>
}

/** The queue of a machine's findings; filter and selection live in the address. */
export const useFindings = (machineId: () => string): FindingsState => {
  const client = useClient()
  const attempt = useAttempt()
  const route = useRoute()
  const router = useRouter()
  const findings = useLoad([machineId], () => client.call('findings.list', { machineId: machineId() }))
  const reload = coalesce(() => void findings.reload(), 150)
  for (const name of ['findings.changed', 'models.changed'] as const) {
    useEvent(name, changed => {
      if (changed.machineId === machineId()) reload()
    })
  }

  const all = computed(() => findings.data.value ?? [])
  const filter = computed(() => asFilter(route.query['filter']))
  const queue = computed(() => queueOf(all.value, filter.value))
  const selected = computed(
    () => all.value.find(finding => finding.id === route.query['finding']) ?? queue.value[0]
  )
  const last = ref<Decision | null>(null)

  const select = (findingId: string | null): void => {
    const query = { ...route.query }
    if (findingId === null) delete query['finding']
    else query['finding'] = findingId
    void router.replace({ query })
  }
  const put = (changed: Finding): void => {
    findings.data.value = all.value.map(finding => (finding.id === changed.id ? changed : finding))
  }
  const write = async (finding: Finding, verdict: Verdict | null, comment: string): Promise<boolean> => {
    const changed = await attempt(() =>
      client.call('findings.decide', { findingId: finding.id, verdict, comment })
    )
    if (changed) put(changed)
    return changed !== undefined
  }
  return {
    findings,
    filter,
    queue,
    counts: computed(() => countsOf(all.value)),
    selected,
    last,
    select,
    setFilter: wanted => void router.push({ query: wanted === 'open' ? {} : { filter: wanted } }),
    decide: async (finding, verdict, comment) => {
      const before = queue.value
      const movesOn = verdict !== null && verdict !== finding.verdict
      if (!(await write(finding, verdict, comment)) || !movesOn) return
      last.value = {
        finding: { ...finding, verdict },
        before: { verdict: finding.verdict, comment: finding.comment }
      }
      select(afterDeciding(before, finding.id))
    },
    undo: async () => {
      const decision = last.value
      if (decision === null) return
      const { finding, before } = decision
      if (await write(finding, before.verdict, before.comment)) {
        last.value = null
        select(finding.id)
      }
    }
  }
}
