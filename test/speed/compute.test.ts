import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FitClip, FitItem } from '../../electron/contract/compute.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { AUTO_FIT, importClips } from '../support/clips.ts'
import { computeForTests, temporaryFolder } from '../support/compute.ts'
import { residentMb } from '../support/memory.ts'
import { idleTimeOf } from '../support/timing.ts'
import { writeNoiseWav } from '../support/wav-files.ts'

/** Tests assert three times the bars, which `npm run bench` shows. */
const SLACK = 3
const FILES = 60
const SECONDS = 10

const compute = computeForTests()
const folder = temporaryFolder()
const dataDir = path.join(folder, 'data')

describe('the compute process in time', () => {
  it('starts within 150 ms', async () => {
    const startOnce = async (): Promise<void> => {
      const child = forkNode()
      await new Promise<void>(resolve => child.onMessage(() => resolve()))
      child.kill()
    }
    await startOnce()
    expect(await idleTimeOf(startOnce)).toBeLessThan(SLACK * 150)
  })

  it('imports 10-s recordings at 1,000 in 20 s, in bounded memory, and fits 50 of them in 1.5 s', async () => {
    const paths = Array.from({ length: FILES }, (_, index) =>
      writeNoiseWav(path.join(folder, `source/${index}.wav`), index, { seconds: SECONDS })
    )
    let clips: FitClip[] = []
    let memoryMb = 0
    const timer = setInterval(() => (memoryMb = Math.max(memoryMb, residentMb())), 50)
    const importMs = await idleTimeOf(async () => {
      clips = await importClips(compute, paths, { dataDir, clipLengthS: SECONDS })
    })
    clearInterval(timer)
    expect(clips).toHaveLength(FILES)
    expect(importMs).toBeLessThan((SLACK * 20_000 * FILES) / 1000)
    expect(memoryMb).toBeLessThan(500)

    const modelDir = path.join(folder, 'model')
    mkdirSync(modelDir)
    const items: FitItem[] = []
    const fitMs = await idleTimeOf(() =>
      compute.run(
        'fit',
        { ...AUTO_FIT, clips: clips.slice(0, 50), modelDir },
        { onItem: item => items.push(item) }
      )
    )
    expect(items).toHaveLength(50)
    expect(fitMs).toBeLessThan(SLACK * 1500)

    const others = clips.slice(50)
    const scoreMs = await idleTimeOf(() => compute.run('score', { modelDir, clips: others }))
    // With its lane and the start of the process.
    expect(scoreMs).toBeLessThan(SLACK * (150 + others.length * 100))
  })
})
