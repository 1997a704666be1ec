import { protocol } from 'electron'
import { APP_SCHEME } from '../security/origin.ts'

/** Gives the application's own scheme the rights of https; to be called before the application is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
    }
  ])
