import type { RemoteClient } from '../api/remote-client.ts'
import { createHttpClient } from '../api/http-client.ts'

/** The door to the core: HTTP today; in development `?fake=1` gives made-up data (left out of the bundle). */
export const chooseClient = async (): Promise<RemoteClient> => {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { createFakeClient } = await import('../../../test/support/fake-client.ts')
    return createFakeClient()
  }
  return createHttpClient(document.baseURI)
}
