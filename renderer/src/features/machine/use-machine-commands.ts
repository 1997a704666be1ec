import { useRoute, useRouter } from 'vue-router'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useCommand } from '../../stores/commands.ts'
import { isActive, useJobStore } from '../../stores/jobs.ts'
import { useMachineStore } from '../../stores/machines.ts'
import { nextOpen } from '../findings/queue.ts'
import { NEEDED_NORMALS } from '../model/use-model-page.ts'

/** What the menu can do with the machine on the screen: fit, record, the next finding. */
export const useMachineCommands = (machineId: () => string): void => {
  const router = useRouter()
  const route = useRoute()
  const client = useClient()
  const attempt = useAttempt()
  const jobs = useJobStore()
  const machines = useMachineStore()
  const summary = (): ReturnType<typeof machines.byId.get> => machines.byId.get(machineId())
  const go = (name: string, query = {}): Promise<unknown> =>
    router.push({ name, params: { machineId: machineId() }, query })

  useCommand(
    'fit',
    () =>
      void attempt(async () => {
        const [{ jobId }] = await Promise.all([
          client.call('models.fit', { machineId: machineId(), again: true }),
          go('model')
        ])
        await jobs.follow(jobId)
      }),
    () =>
      (summary()?.normals ?? 0) >= NEEDED_NORMALS &&
      !jobs.all.some(job => job.kind === 'fit' && job.machineId === machineId() && isActive(job))
  )
  useCommand(
    'record',
    () => void go('record'),
    () => summary() !== undefined
  )
  useCommand(
    'next-finding',
    () =>
      void attempt(async () => {
        const open = await client.call('findings.list', { machineId: machineId(), verdict: 'open' })
        const shown = route.name === 'findings' ? route.query['finding'] : undefined
        const next = nextOpen(open, typeof shown === 'string' ? shown : null)
        if (next !== null) await go('findings', { finding: next })
      }),
    () => (summary()?.openFindings ?? 0) > 0
  )
}
