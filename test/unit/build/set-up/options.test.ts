import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../../../build/set-up/options.mjs'

describe('parseOptions', () => {
  it('sets up everything but the interface when nothing is asked', () => {
    expect(parseOptions([])).toEqual({
      quiet: false,
      renderer: false,
      desktop: false,
      engine: true,
      retryEngine: false,
      app: false,
      command: []
    })
  })

  it('leaves everything after --exec to the command', () => {
    const options = parseOptions(['--quiet', '--no-engine', '--exec', 'node', 'x.ts', '--quiet', '--exec'])
    expect(options).toMatchObject({ quiet: true, engine: false, app: false })
    expect(options.command).toEqual(['node', 'x.ts', '--quiet', '--exec'])
  })

  it('gives what follows --app to the application', () => {
    expect(parseOptions(['--renderer', '--app', '--port', '8080'])).toMatchObject({
      renderer: true,
      app: true,
      command: ['--port', '8080']
    })
  })

  it('sets CUDA up, or never, where that is asked for', () => {
    expect(parseOptions(['--engine', '--cuda'])).toMatchObject({ retryEngine: true, cuda: true })
    expect(parseOptions(['--no-cuda'])).toMatchObject({ cuda: false })
    expect(() => parseOptions(['--cuda', '--no-cuda'])).toThrow('not both')
  })

  it('refuses unknown options and an empty command', () => {
    expect(() => parseOptions(['--renderr'])).toThrow('--renderr')
    expect(() => parseOptions(['--exec'])).toThrow('--exec needs a command')
  })
})
