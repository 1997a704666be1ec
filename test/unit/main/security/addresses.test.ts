import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  isAllowedNavigation,
  isAllowedRequest,
  isKnownSite
} from '../../../../electron/main/security/addresses.ts'

describe('requests', () => {
  it.each(['app://earshot/index.html', 'blob:app://earshot/0a1b', 'data:image/png;base64,AA=='])(
    'lets %s through',
    address => {
      expect(isAllowedRequest(address, false)).toBe(true)
    }
  )

  it.each([
    'http://127.0.0.1:4810/',
    'https://example.org/lib.js',
    'wss://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'app://other/index.html',
    'blob:https://example.org/0a1b',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop/a.js',
    'chrome://settings/',
    'chrome://resources/css/text_defaults_md.css',
    'devtools://devtools/bundled/inspector.html'
  ])('cancels %s', address => {
    expect(isAllowedRequest(address, false)).toBe(false)
  })

  it('lets the developer tools load outside packages', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', true)).toBe(true)
    expect(isAllowedRequest('https://example.org/', true)).toBe(false)
  })
})

describe('navigation', () => {
  it('keeps the top frame on the interface', () => {
    expect(isAllowedNavigation('app://earshot/#/settings', true)).toBe(true)
    expect(isAllowedNavigation('app://earshot/media/r1/audio', true)).toBe(false)
    expect(isAllowedNavigation('blob:app://earshot/0a1b', true)).toBe(false)
    expect(isAllowedNavigation('https://example.org/', true)).toBe(false)
    expect(isAllowedNavigation('file:///home/a/recording.wav', true)).toBe(false)
  })

  it('lets a frame inside it go nowhere', () => {
    expect(isAllowedNavigation('about:blank', false)).toBe(true)
    for (const address of [
      'blob:app://earshot/0a1b',
      'app://earshot/',
      'https://example.org/',
      'data:text/html,a'
    ])
      expect(isAllowedNavigation(address, false)).toBe(false)
  })
})

describe('links', () => {
  it('of the bundled documents all lead to known sites', () => {
    const root = path.resolve(import.meta.dirname, '../../../..')
    const documents = readdirSync(path.join(root, 'docs')).filter(name => name.endsWith('.md'))
    const links = ['README.md', ...documents.map(name => `docs/${name}`)].flatMap(file =>
      Array.from(
        readFileSync(path.join(root, file), 'utf8').matchAll(/\]\((https?:[^)\s]+)/gu),
        match => match[1]
      )
    )
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter(address => !isKnownSite(address ?? ''))).toEqual([])
  })

  it('may lead to a site that the documents name', () => {
    expect(isKnownSite('https://doi.org/10.5281/zenodo.3384388')).toBe(true)
  })

  it.each([
    'http://doi.org/10.5281/zenodo.3384388',
    'https://doi.org.evil.example/',
    'https://doi.org@evil.example/',
    'https://evil.example/?https://doi.org/',
    'https://doi.org:8443/',
    'file:///usr/bin/true',
    'mailto:someone@example.org',
    'smb://doi.org/share',
    'not an address'
  ])('may not lead to %s', address => {
    expect(isKnownSite(address)).toBe(false)
  })
})
