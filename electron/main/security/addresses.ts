import { isOwnAddress, isOwnBlob, isOwnPage, parseAddress } from './origin.ts'

/** Sites that a link may open in the browser of the system: those that the bundled documents name. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'dcase.community',
  'doi.org',
  'github.com',
  'nodejs.org',
  'www.electronjs.org',
  'zenodo.org'
])

/** Whether anything may load an address: our own files and what our page made. Nothing remote. */
export const isAllowedRequest = (address: string, mayDebug: boolean): boolean =>
  isOwnAddress(address) ||
  isOwnBlob(address) ||
  address.startsWith('data:') ||
  (mayDebug && address.startsWith('devtools://'))

/** Whether the top frame may go to an address: to the interface only. Frames inside it go nowhere. */
export const isAllowedNavigation = (address: string, isTopFrame: boolean): boolean =>
  isTopFrame ? isOwnPage(address) : address === 'about:blank'

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
