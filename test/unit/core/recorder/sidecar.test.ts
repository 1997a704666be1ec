import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeStartSchema } from '../../../../electron/contract/index.ts'
import { createSidecar, noteInSidecar, readSidecar } from '../../../../electron/core/recorder/sidecar.ts'
import { temporaryFolder } from '../../../support/compute.ts'
import { takeStart } from '../../../support/takes.ts'

const START = takeStartSchema.parse(takeStart('m1'))

describe('the journal of a take', () => {
  const folder = temporaryFolder()
  let count = 0
  const newFile = (): string => path.join(folder, `${count++}.jsonl`)

  it('says what all of its lines say together', async () => {
    const file = newFile()
    const sidecar = await createSidecar(file, START)
    await sidecar.add({ gap: { firstFrame: 100, frames: 50 } })
    await sidecar.add({ filled: { firstFrame: 90, frames: 20 } })
    await sidecar.add({ corrected: { label: 'unknown', attributes: { load: '2' } } })
    await sidecar.close()
    await noteInSidecar(file, { ended: { reason: 'Because.', isRecovered: false } })
    expect(await readSidecar(file)).toEqual({
      start: { ...START, label: 'unknown', attributes: { load: '2' } },
      gaps: [{ firstFrame: 110, frames: 40 }],
      ended: { reason: 'Because.', isRecovered: false }
    })
  })

  it('is read up to the line in which it breaks off, at any byte', async () => {
    const file = newFile()
    const sidecar = await createSidecar(file, START)
    const first = readFileSync(file).length
    await sidecar.add({ gap: { firstFrame: 100, frames: 50 } })
    await sidecar.close()
    const whole = readFileSync(file)
    for (let cut = 0; cut < whole.length - 1; cut++) {
      writeFileSync(file, whole.subarray(0, cut))
      const notes = await readSidecar(file)
      expect(notes).toEqual(cut < first - 1 ? null : { start: START, gaps: [], ended: null })
    }
  })
})
