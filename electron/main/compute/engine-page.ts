import { Readable } from 'node:stream'
import { session, type Session } from 'electron'
import { asResponse } from '../protocol/index.ts'
import { APP_SCHEME } from '../security/origin.ts'

/** The empty page that computes: it needs an origin that counts as secure, or it has no WebGPU. */
export const ENGINE_PAGE = `${APP_SCHEME}://engine/`

const DOCUMENT = '<!doctype html><title>Earshot compute</title>'
/** Nothing is loaded into the page: its code comes with its window. */
const HEADERS = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" }

const PARTITION = 'engine'
let opened: Session | undefined

/** A session in memory that knows this one page, no network, no permission and no device. */
export const engineSession = (): Session => {
  if (opened !== undefined) return opened
  opened = session.fromPartition(PARTITION)
  opened.protocol.handle(APP_SCHEME, ({ url }) =>
    Promise.resolve(
      asResponse(
        url === ENGINE_PAGE
          ? { status: 200, headers: HEADERS, body: Readable.from([Buffer.from(DOCUMENT)]) }
          : { status: 404, headers: {}, body: null }
      )
    )
  )
  opened.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== ENGINE_PAGE }))
  opened.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  opened.setPermissionCheckHandler(() => false)
  opened.setDevicePermissionHandler(() => false)
  opened.setSpellCheckerEnabled(false)
  return opened
}
