import { describe, expect, it } from 'vitest'
import { ownArguments, readArguments } from '../../../../electron/main/instance/arguments.ts'

describe('the arguments of a start', () => {
  it('begin after the program in a package', () => {
    expect(ownArguments(['/opt/Earshot/earshot', 'a.wav'], '/home/a', null)).toEqual(['a.wav'])
  })

  it('begin after the folder of the application elsewhere, whatever options Electron has before it', () => {
    const argv = [
      '/e/electron',
      '/src/earshot',
      '--no-sandbox',
      '-r',
      './equipment.cjs',
      '.',
      '--data-dir',
      'd',
      'a.wav'
    ]
    expect(ownArguments(argv, '/src/earshot', '/src/earshot')).toEqual(['--data-dir', 'd', 'a.wav'])
  })
})

describe('what a start asks for', () => {
  it('is nothing without arguments', () => {
    expect(readArguments([], '/home/a')).toEqual({ paths: [], machineId: null })
  })

  it('is files and folders, relative to where it was started', () => {
    expect(readArguments(['a.wav', '../b', '/c/d.flac'], '/home/a').paths).toEqual([
      '/home/a/a.wav',
      '/home/b',
      '/c/d.flac'
    ])
  })

  it('is files that the file manager names as addresses', () => {
    expect(readArguments(['file:///home/a/pump%202.wav'], '/').paths).toEqual(['/home/a/pump 2.wav'])
  })

  it('passes over switches, and over the value of an option', () => {
    const args = ['--no-sandbox', '--data-dir', '/data', '--data-dir=/data', 'a.wav', '--inspect=0']
    expect(readArguments(args, '/home/a').paths).toEqual(['/home/a/a.wav'])
  })

  it('takes everything after two dashes for a path', () => {
    expect(readArguments(['--', '--machine=m1', '-x.wav'], '/home/a')).toEqual({
      paths: ['/home/a/--machine=m1', '/home/a/-x.wav'],
      machineId: null
    })
  })

  it('is a machine of the jump list', () => {
    expect(readArguments(['--machine=m1'], '/').machineId).toBe('m1')
    expect(readArguments(['--machine='], '/').machineId).toBeNull()
  })
})
