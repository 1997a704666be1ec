import { createHash } from 'node:crypto'

/** Replaces the identifiers of a machine that is here already by new ones, everywhere alike. */
export interface Renewal {
  /** False: identifiers stay as they are. */
  readonly isRenewing: boolean
  /** Notes an identifier and answers what stands for it from now on. */
  adopt(id: string): string
  /** The same for one that must be known. */
  of(id: string): string
  /** A value with every text in it that is a known identifier replaced. */
  within(value: unknown): unknown
  /** A text with every known identifier in it replaced. */
  withinText(text: string): string
}

const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/gu

/** A UUID (version 8, RFC 9562) from 122 bits of SHA-256 over a salt and the old identifier. */
const derived = (salt: string, id: string): string => {
  const hex = createHash('sha256').update(`${salt} ${id}`).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) & 3] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Keeps identifiers as they are where `salt` is null, and notes which there are either way. */
export const createRenewal = (salt: string | null): Renewal => {
  const known = new Map<string, string>()
  const of = (id: string): string => known.get(id) ?? id
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return of(value)
    if (Array.isArray(value)) return value.map(within)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, within(item)]))
  }
  return {
    isRenewing: salt !== null,
    adopt: id => {
      const renewed = salt === null ? id : derived(salt, id)
      known.set(id, renewed)
      return renewed
    },
    of,
    within,
    withinText: text => text.replaceAll(IDS, of)
  }
}
