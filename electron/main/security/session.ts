import type { Session } from 'electron'
import { isAllowedRequest } from './addresses.ts'
import { limitPermissions } from './permissions.ts'
import type { Log } from '../log.ts'

/** -2 of Chromium's verification procedure: refuse whatever the certificate says. */
const REFUSE_CERTIFICATE = -2

/**
 * Closes a session to the network: every address that is not ours is cancelled before it is resolved, every
 * certificate is refused, no dictionary is fetched, and permissions are limited to the microphone.
 */
export const secureSession = (session: Session, mayDebug: boolean, log: Log): void => {
  limitPermissions(session, log)
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = isAllowedRequest(details.url, mayDebug)
    if (!isAllowed) log('warn', 'request refused', { url: details.url, type: details.resourceType })
    answer({ cancel: !isAllowed })
  })
  session.setCertificateVerifyProc((_request, answer) => answer(REFUSE_CERTIFICATE))
  // Chromium would fetch dictionaries from the network.
  session.setSpellCheckerEnabled(false)
}
