import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Equal without telling by the time it takes how much is equal. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const cookieValue = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

export interface Sessions {
  /** The token of the printed address: good once. */
  readonly token: string
  /** The cookie to set when the token is right and unused, else undefined. */
  exchange(token: string, port: number): string | undefined
  isValid(cookieHeader: string | undefined, port: number): boolean
}

/** Cookies of 127.0.0.1 are shared by all its ports, so the port is part of the name. */
const cookieName = (port: number): string => `earshot-${port}`

/** One session, opened by a token that dies at its first use; both live as long as the process. */
export const createSessions = (): Sessions => {
  const token = randomBytes(24).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  let isUsed = false
  return {
    token,
    exchange: (offered, port) => {
      if (isUsed || !isSame(offered, token)) return undefined
      isUsed = true
      return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
    isValid: (cookieHeader, port) => {
      const value = cookieValue(cookieHeader, cookieName(port))
      return value !== undefined && isSame(value, session)
    }
  }
}
