import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { events, methods } from '../../../../electron/contract/index.ts'

const SOURCE = path.resolve(import.meta.dirname, '../../../../renderer/src')
const LOCALE = path.join(SOURCE, 'locales/en')

/** Calls and events look like keys. */
const isContract = (key: string): boolean => key in methods || key in events

type Texts = { readonly [key: string]: string | Texts }

const catalogue = async (): Promise<Texts> => {
  const files = readdirSync(LOCALE).filter(name => name.endsWith('.ts'))
  const sections = files.map(async name => {
    const module = (await import(path.join(LOCALE, name))) as { default: Texts }
    return [name.replace(/\.ts$/, ''), module.default] as const
  })
  return Object.fromEntries(await Promise.all(sections))
}

const at = (texts: Texts, key: string): unknown =>
  key.split('.').reduce<unknown>((node, part) => (node as Texts | undefined)?.[part], texts)

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(vue|ts)$/.test(name) && !name.startsWith('locales'))
  .map(name => ({ name, text: readFileSync(path.join(SOURCE, name), 'utf8') }))

const found = (pattern: RegExp): { name: string; key: string }[] =>
  sources.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(match => ({ name, key: match[1] ?? '' }))
  )

describe('the message catalogue', () => {
  it('has a text for every key that stands in the source', async () => {
    const texts = await catalogue()
    const sections = Object.keys(texts).join('|')
    const keys = found(new RegExp(`'((?:${sections})(?:\\.[\\w+-]+)+)'`, 'g')).filter(
      ({ key }) => !key.endsWith('.ts') && !isContract(key)
    )
    expect(keys.length).toBeGreaterThan(100)
    expect(keys.filter(({ key }) => typeof at(texts, key) !== 'string')).toEqual([])
  })

  it('has the section of every key that is put together', async () => {
    const texts = await catalogue()
    const prefixes = found(/\bt\(\s*`([a-z]+(?:\.[\w-]+)*)\.\$\{/g)
    expect(prefixes.length).toBeGreaterThan(10)
    expect(prefixes.filter(({ key }) => typeof at(texts, key) !== 'object')).toEqual([])
  })
})
