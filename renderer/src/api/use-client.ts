import { inject, onScopeDispose, type InjectionKey } from 'vue'
import type { EventName, EventPayload } from '../../../electron/contract/index.ts'
import type { RemoteClient } from './remote-client.ts'

export const CLIENT_KEY: InjectionKey<RemoteClient> = Symbol('client')

/** The client that the application provides; for set-up functions of components and stores. */
export const useClient = (): RemoteClient => {
  const client = inject(CLIENT_KEY)
  if (client === undefined) throw new Error('No client is provided')
  return client
}

/** Listens to an event until the component goes. */
export const useEvent = <N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void
): void => {
  onScopeDispose(useClient().on(name, listener))
}
