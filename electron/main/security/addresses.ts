import { isOwnAddress, isOwnBlob, isOwnPage, parseAddress } from './origin.ts'

/** Chromium's PDF viewer, which shows reports; its id is fixed in Chromium (pdf_extension_util). */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/'
/** Style sheets and scripts of that viewer, out of Chromium itself. */
const VIEWER_RESOURCES = ['chrome://resources/', 'chrome://theme/'] as const

/** Sites that a link may open in the browser of the system: those that the bundled documents name. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'dcase.community',
  'doi.org',
  'github.com',
  'nodejs.org',
  'www.electronjs.org',
  'zenodo.org'
])

/** Whether any frame may load an address: our own files, what our page made, the PDF viewer. Nothing remote. */
export const isAllowedRequest = (address: string, mayDebug: boolean): boolean =>
  isOwnAddress(address) ||
  isOwnBlob(address) ||
  address.startsWith('data:') ||
  address.startsWith(PDF_VIEWER) ||
  VIEWER_RESOURCES.some(place => address.startsWith(place)) ||
  (mayDebug && address.startsWith('devtools://'))

/** Whether a frame may go to an address: the top one to the interface only, one inside it to a report's PDF. */
export const isAllowedNavigation = (address: string, isTopFrame: boolean): boolean =>
  isTopFrame
    ? isOwnPage(address)
    : isOwnBlob(address) || address === 'about:blank' || address.startsWith(PDF_VIEWER)

/** Whether a link may leave for the browser of the system (after a question): https, a known site, no credentials. */
export const isKnownSite = (address: string): boolean => {
  const url = parseAddress(address)
  return (
    url !== undefined &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    EXTERNAL_HOSTS.has(url.hostname)
  )
}
