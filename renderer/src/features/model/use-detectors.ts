import type { DetectorOffer } from '../../../../electron/contract/models.ts'
import { coalesce } from '../../api/coalesce.ts'
import { useClient, useEvent } from '../../api/use-client.ts'
import { useLoad, type Load } from '../../api/use-load.ts'

const SETTLE_MS = 400

/** What each detector would take for a machine; asked again when its recordings or its models change. */
export const useDetectors = (machineId: () => string): Load<DetectorOffer[]> => {
  const client = useClient()
  const offers = useLoad([machineId], () => client.call('models.detectors', { machineId: machineId() }))
  const again = coalesce(() => void offers.reload(), SETTLE_MS)
  // Siblings are other machines: their recordings count too.
  for (const name of ['models.changed', 'recordings.changed', 'machines.changed'] as const) {
    useEvent(name, again)
  }
  return offers
}
