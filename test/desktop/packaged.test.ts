import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { listPackage } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronFuses } from '../../build/package/fuses.mjs'
import { call, ended } from './support/calls.ts'
import { openScene, type Scene } from './support/scene.ts'
import { buildPackage, drivablePackage } from './support/packaged.ts'

// Building takes minutes: done where the tests of the desktop are asked for by name (`npm run test:desktop`).
const isAsked = process.env.EARSHOT_TEST_LONG === '1'

let built = { folder: '', program: '' }
let drivable: Awaited<ReturnType<typeof drivablePackage>> | undefined

// The main job below opens whatever EARSHOT_TEST_PACKAGE names.
beforeAll(async () => {
  if (!isAsked) return
  built = await buildPackage()
  drivable = await drivablePackage()
  process.env.EARSHOT_TEST_PACKAGE = drivable.program
})
afterAll(async () => {
  delete process.env.EARSHOT_TEST_PACKAGE
  await drivable?.remove()
})

const resource = (...parts: readonly string[]): string => path.join(built.folder, 'resources', ...parts)

describe.runIf(isAsked)('the unpacked package [EARSHOT_TEST_LONG=1]', () => {
  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(built.program)
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE)
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE)
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
    expect(electronFuses(undefined)).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true })
  })

  it('holds no sources, tests, second Node or decoder under the GPL', () => {
    const files = listPackage(resource('app.asar'), { isPack: false })
    const ours = files.filter(file => !file.startsWith('/node_modules'))
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter(file => /node_modules\/(node-|@audio\/|electron|\.bin)/.test(file))).toEqual([])
    expect(ours.filter(file => /\.ts$|\.vue$|^\/test|^\/electron|^\/build|\.map$/.test(file))).toEqual([])
  })

  it('has the parts under the LGPL as files that can be replaced', () => {
    for (const name of ['codec-parser', 'decode-mp3', 'decode-opus', 'decode-vorbis']) {
      expect(existsSync(resource('app.asar.unpacked/dist/desktop/replaceable', `${name}.cjs`))).toBe(true)
    }
  })

  it('names the licence of every package that it holds', () => {
    const text = readFileSync(resource('licences.txt'), 'utf8')
    const held = listPackage(resource('app.asar'), { isPack: false }).flatMap(
      file => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(file)?.[1] ?? []
    )
    expect(held.length).toBeGreaterThan(20)
    expect(held.filter(name => !text.includes(`\n${name} `))).toEqual([])
    expect(text).toContain('\nnaive-ui ')
  })

  it.runIf(process.platform === 'linux')('finds TensorFlow in its own folder', () => {
    const binding = resource(
      'app.asar.unpacked/node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node'
    )
    const needed = execFileSync('ldd', [binding], { encoding: 'utf8' }).split('\n')
    const found = needed
      .filter(line => line.includes('libtensorflow'))
      .map(line => line.split(' => ')[1] ?? '')
    expect(found).toHaveLength(2)
    expect(found.every(file => path.resolve(file).startsWith(resource('tensorflow')))).toBe(true)
  })
})

describe.runIf(isAsked)('the packaged application [EARSHOT_TEST_LONG=1]', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  })
  afterAll(() => scene.close())

  it.runIf(process.platform === 'linux')('computes with its own TensorFlow', async () => {
    const report = await call(scene.page, 'system.doctor', {})
    expect(report).toMatchObject({ engine: 'tensorflow', isAvailable: true, isCorrect: true })
  })

  it('reads every format but M4A, and says why not that', async () => {
    const { id: machineId } = await call(scene.page, 'machines.create', { name: 'Tones' })
    const paths = ['tone.mp3', 'tone.ogg', 'tone.opus', 'tone.m4a'].map(name =>
      path.resolve('test/fixtures/audio', name)
    )
    const { planId } = await call(scene.page, 'imports.plan', { machineId, source: { paths } })
    const { jobId } = await call(scene.page, 'imports.start', { planId, label: 'normal', clipLengthS: 1 })
    const job = await ended(scene.page, jobId)
    expect(job.result).toMatchObject({ imported: 3, failed: [{ file: 'tone.m4a' }] })
    expect(JSON.stringify(job.result)).toContain(
      'AAC is not read by this build, as its decoder is under the GPL'
    )
  })
})

// The suite of every door, through the package's own program.
if (isAsked) await import('../e2e/main-job.test.ts')
