import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { autoencoderMse } from '../../../electron/ml/detectors/autoencoder/system.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openTestEngine } from '../../support/engine.ts'
import { FULL_DISK_FIT } from '../../support/full-disk.ts'
import { clipOf, hum, humClips } from '../../support/hums.ts'

const run = promisify(execFile)
const script = path.resolve('test/fixtures/ml/full-disk.ts')
const params = autoencoderMse.parameters(FULL_DISK_FIT)
const context = { seed: 3 }

interface Outcome {
  readonly code: string | null
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  readonly isFreed: boolean
  readonly epochs: readonly number[]
}

/** The fit in a process of its own, after a command of the shell such as a limit. */
const fitAfter = async (command: string, checkpointDir: string, temporary: string): Promise<Outcome> => {
  const { stdout } = await run(
    'bash',
    ['-c', `${command}; exec "$0" "$@"`, process.execPath, script, checkpointDir],
    { env: { ...process.env, TMPDIR: temporary } }
  )
  return JSON.parse(stdout) as Outcome
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })

// A limit to the size of files is the shell's; Windows has none.
describe.skipIf(!isTensorflowInstalled() || process.platform === 'win32')(
  'a disk that takes no more [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let folder: string
    beforeAll(async () => {
      await openTestEngine()
      folder = mkdtempSync(path.join(tmpdir(), 'earshot-full-disk-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const newFolder = (name: string): string => {
      mkdirSync(path.join(folder, name))
      return path.join(folder, name)
    }

    it('at a checkpoint ends the fit with a sentence, and the earlier checkpoint goes on', async () => {
      const [checkpointDir, temporary] = [newFolder('checkpoint'), newFolder('checkpoint-temporary')]
      const stop = new AbortController()
      const onEpoch = (): void => stop.abort()
      const options = { ...context, checkpointDir, signal: stop.signal, onEpoch }
      await expect(autoencoderMse.fit(humClips(8), params, options)).rejects.toMatchObject({
        code: 'cancelled'
      })
      const file = path.join(checkpointDir, 'machine-0', 'part-0', 'training.checkpoint')
      const bytes = readFileSync(file)
      // 1024 blocks of a kilobyte; in POSIX shells half of that.
      const { code, message, details, isFreed } = await fitAfter('ulimit -f 1024', checkpointDir, temporary)
      expect({ code, isFreed }).toEqual({ code: 'conflict', isFreed: true })
      expect(message).toMatch(/^The training cannot be kept in .*: the file would be larger than is allowed$/)
      expect(details).toMatchObject({ isStorageError: true, systemCode: 'EFBIG' })
      expect(readFileSync(file).equals(bytes)).toBe(true)
      expect(readdirSync(path.dirname(file))).toEqual(['training.checkpoint'])
      expect(filesIn(temporary)).toEqual([])
      const epochs: number[] = []
      const resumed = await autoencoderMse.fit(humClips(8), params, {
        ...context,
        checkpointDir,
        onEpoch: ({ epoch }) => epochs.push(epoch)
      })
      const whole = await autoencoderMse.fit(humClips(8), params, context)
      expect(epochs).toEqual([2, 3])
      const test = [clipOf('test', hum(50))]
      expect(await resumed.score(test)).toEqual(await whole.score(test))
      for (const fitted of [resumed, whole]) fitted.dispose()
    })

    it('at the features ends the fit with a sentence, and leaves nothing half-written', async () => {
      const [checkpointDir, temporary] = [newFolder('features'), newFolder('features-temporary')]
      const { code, message, isFreed, epochs } = await fitAfter('ulimit -f 64', checkpointDir, temporary)
      expect({ code, isFreed, epochs }).toEqual({ code: 'conflict', isFreed: true, epochs: [] })
      expect(message).toContain('Features cannot be kept in')
      expect([...filesIn(temporary), ...filesIn(checkpointDir)]).toEqual([])
    })

    // A real disk of a megabyte; only root may mount one.
    it.runIf(
      process.env.EARSHOT_TEST_LONG === '1' && process.platform === 'linux' && process.getuid?.() === 0
    )('that is really full is told as such [EARSHOT_TEST_LONG=1]', async () => {
      const disk = newFolder('disk')
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'earshot', disk])
      } catch {
        return
      }
      onTestFinished(() => void execFileSync('umount', [disk]))
      const checkpointDir = path.join(disk, 'checkpoints')
      const { code, message } = await fitAfter('true', checkpointDir, newFolder('disk-temporary'))
      expect(code).toBe('conflict')
      expect(message).toMatch(/^The training cannot be kept in .*: the disk is full$/)
      expect(filesIn(disk).filter(name => name.includes('training'))).toEqual([])
      const inMemory = path.join(folder, 'elsewhere')
      const features = await fitAfter('head -c 950000 /dev/zero > "$TMPDIR/filler"', inMemory, disk)
      expect(features.message).toMatch(/cannot be (kept|written) in .*: the disk is full$/)
    })
  }
)
