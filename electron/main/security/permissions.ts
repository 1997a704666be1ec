import type { Session } from 'electron'
import { isOwnAddress, isOwnPage } from './origin.ts'
import type { Log } from '../log.ts'

/** What a page asks for, in the terms of Electron's permission request handler. */
export interface PermissionRequest {
  readonly permission: string
  readonly requestingUrl: string
  readonly isMainFrame: boolean
  readonly mediaTypes: readonly string[]
}

/** One thing is granted: our own page opening a microphone. No camera, no other permission, no other page. */
export const grantsRequest = ({
  permission,
  requestingUrl,
  isMainFrame,
  mediaTypes
}: PermissionRequest): boolean =>
  permission === 'media' &&
  isMainFrame &&
  isOwnPage(requestingUrl) &&
  mediaTypes.length > 0 &&
  mediaTypes.every(type => type === 'audio')

/** The same for silent checks (whether a page may see the names of devices), asked by origin. */
export const grantsCheck = (
  permission: string,
  requestingOrigin: string,
  isMainFrame: boolean,
  mediaType: string | undefined
): boolean => permission === 'media' && isMainFrame && isOwnAddress(requestingOrigin) && mediaType === 'audio'

/** Lets a session grant what the functions above grant, and no device of any kind. */
export const limitPermissions = (session: Session, log: Log): void => {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const { requestingUrl, isMainFrame } = details
    const isGranted = grantsRequest({ permission, requestingUrl, isMainFrame, mediaTypes })
    if (!isGranted) log('warn', 'permission refused', { permission, requestingUrl, mediaTypes })
    answer(isGranted)
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    grantsCheck(permission, requestingOrigin, details.isMainFrame, details.mediaType)
  )
  session.setDevicePermissionHandler(() => false)
}
