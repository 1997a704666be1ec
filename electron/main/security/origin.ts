/** Scheme and origin under which the desktop serves the interface. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = `${APP_SCHEME}://earshot`

/** The parts of an address, or undefined where it is none. */
export const parseAddress = (address: string): URL | undefined => {
  try {
    return new URL(address)
  } catch {
    // What is no address at all belongs to nobody: every caller refuses it.
    return undefined
  }
}

/** Parts of an address that WHATWG URL also gives for schemes it does not know (their `origin` is "null"). */
const originOf = (url: URL): string => `${url.protocol}//${url.host}`

/** Whether an address lies on the application's own origin; credentials in it are refused. */
export const isOwnAddress = (address: string): boolean => {
  const url = parseAddress(address)
  return url !== undefined && originOf(url) === APP_ORIGIN && url.username === '' && url.password === ''
}

/** Whether an address is the interface itself, at any hash: the one document that may be shown and may call. */
export const isOwnPage = (address: string): boolean => {
  const url = parseAddress(address)
  return (
    url !== undefined && isOwnAddress(address) && (url.pathname === '/' || url.pathname === '/index.html')
  )
}

/** Whether an address is an object (a PDF, a table to save) that the interface made itself. */
export const isOwnBlob = (address: string): boolean =>
  address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))
