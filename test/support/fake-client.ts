import type { RemoteClient } from '../../renderer/src/api/remote-client.ts'
/** placeholder */
export const createFakeClient = (): RemoteClient => { throw new Error('later') }
