import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  align,
  ALLOWS_MICROPHONE,
  FAKE_RATE_HZ,
  microphoneFlags,
  writeMicrophoneFile
} from '../support/fake-microphone.ts'
import { createMachine, openMachine, openTab } from './pages/app.ts'
import { playerOf } from './pages/player.ts'
import { recorderOf } from './pages/recorder.ts'
import { door } from './support/door.ts'
import { freezePage } from './support/freeze-page.ts'
import { startSession, type Session } from './support/session.ts'
import { samplesOf, storedFiles } from './support/stored.ts'

const MACHINE = 'Pump 3'
/** A whole minute is recorded where these tests are asked for by name (`npm run test:desktop`, `npm test -- e2e`). */
const IS_WHOLE = process.env.EARSHOT_TEST_LONG === '1'
const FILE_S = IS_WHOLE ? 60 : 20
/** What only the browser does in the whole check, which has to stay short. */
const itWhereLong = it.runIf(IS_WHOLE || door() === 'browser')
/** What the fake device may swallow at its beginning. */
const FIRST_S = 0.05

let folder: string
let microphoneFile: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'earshot-microphone-'))
  microphoneFile = writeMicrophoneFile(path.join(folder, 'microphone.wav'), FILE_S)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// The steps build on one another, as a person's do. Each opening of the recorder plays the file from its beginning.
describe(`recording at the machine in the ${door()}`, () => {
  let session: Session
  let original: Float32Array
  const known = new Set<string>()
  /** Files that came in since this was called last. */
  const newFiles = async (): Promise<string[]> => {
    const found = (await storedFiles(session.dataDir)).filter(file => !known.has(file))
    for (const file of found) known.add(file)
    return found
  }
  const leave = (): Promise<void> => openTab(session.page, 'Recordings')
  /**
   * Sound that is recorded without drop-outs: a computer that is busy with other work has some, and then they are
   * told, so it is tried again. Nothing may be missing that is not told.
   */
  const withoutDropOuts = async <T>(record: () => Promise<() => T>): Promise<T> => {
    for (let flawed = 0; ;) {
      const check = await record()
      const now = await recorderOf(session.page).flawed.count()
      if (now === flawed) return check()
      flawed = now
      await leave()
      await recorderOf(session.page).open()
    }
  }

  beforeAll(async () => {
    const flags = [...microphoneFlags(microphoneFile, { isRepeated: false }), ALLOWS_MICROPHONE]
    session = await startSession(door(), flags)
    original = await samplesOf(microphoneFile)
  })
  afterAll(() => session.close())

  it('records a series of clips of exactly the planned length and distance', async () => {
    await createMachine(session.page, MACHINE)
    const recorder = recorderOf(session.page)
    await recorder.open()
    const begins = await withoutDropOuts(async () => {
      await recorder.startSeries({ count: 3, lengthS: 2, intervalS: 3 })
      await recorder.untilDone((await recorder.count()) + 3)
      const clips = await Promise.all((await newFiles()).map(samplesOf))
      expect(clips.map(({ length }) => length)).toEqual([0, 0, 0].map(() => 2 * FAKE_RATE_HZ))
      return () => {
        const places = clips.map(clip => align(clip, original, 0))
        expect(places.map(({ different }) => different)).toEqual([0, 0, 0])
        return places.map(({ shift }) => -shift).sort((one, other) => one - other)
      }
    })
    expect(begins.map(begin => begin - (begins[0] ?? 0))).toEqual([0, 3, 6].map(s => s * FAKE_RATE_HZ))
  })

  itWhereLong('goes on while another page is open, and says so in the bottom bar', async () => {
    const recorder = recorderOf(session.page)
    await leave()
    await recorder.open()
    await recorder.startSeries({ count: 2, lengthS: 2, intervalS: 3 })
    await openTab(session.page, 'Trend')
    await recorder.mark.getByText('1 of 2 kept').waitFor()
    await recorder.mark.waitFor({ state: 'hidden' })
    await leave()
    await recorder.open()
    await recorder.untilDone(await recorder.count())
    const clips = await Promise.all((await newFiles()).map(samplesOf))
    expect(clips.map(({ length }) => length)).toEqual([2 * FAKE_RATE_HZ, 2 * FAKE_RATE_HZ])
  })

  itWhereLong('leads from the first clips to a model', async () => {
    const recorder = recorderOf(session.page)
    await recorder.guide.getByText('Enough for a provisional model').waitFor()
    await recorder.guide.getByRole('button', { name: /^Fit from \d+ normals$/ }).click()
    await session.page.getByText(/^Learned from \d+ recordings\./).waitFor({ timeout: 60_000 })
  })

  itWhereLong('scores what it hears, and keeps it when asked', async () => {
    const recorder = recorderOf(session.page)
    await leave()
    await recorder.open()
    const different = await withoutDropOuts(async () => {
      await recorder.live.getByRole('button', { name: 'Listen now' }).click()
      await recorder.live.getByText(/^Score −?[\d.]+, flagged from/).waitFor({ timeout: 30_000 })
      const before = await recorder.count()
      await recorder.live.getByRole('button', { name: 'Keep this' }).click()
      await recorder.untilDone(before + 1)
      const [file = ''] = await newFiles()
      const clip = await samplesOf(file)
      expect(clip.length).toBe(2 * FAKE_RATE_HZ)
      return () => align(clip, original, 0).different
    })
    expect(different).toBe(0)
  })

  it('stores every sample of the microphone once and in order, those before the button included', async () => {
    const recorder = recorderOf(session.page)
    await leave()
    await recorder.open()
    await recorder.chooseOne()
    await recorder.includePreRoll()
    const { shift, shared, different } = await withoutDropOuts(async () => {
      await recorder.record()
      await expect.poll(recorder.elapsedS, { timeout: 90_000, interval: 500 }).toBeGreaterThan(FILE_S)
      await recorder.stop()
      const [file = ''] = await newFiles()
      const stored = await samplesOf(file)
      return () => align(stored, original, 10 * FAKE_RATE_HZ)
    })
    expect(different).toBe(0)
    expect(shared).toBeGreaterThanOrEqual((FILE_S - FIRST_S) * FAKE_RATE_HZ)
    expect(shift).toBeGreaterThan(-FIRST_S * FAKE_RATE_HZ)
  })

  it('loses less than a second when the host is killed', async () => {
    await leave()
    const recorder = recorderOf(session.page)
    await recorder.open()
    await recorder.chooseOne()
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThanOrEqual(IS_WHOLE ? 6 : 3)
    const elapsedS = await recorder.elapsedS()
    const { length: before } = await storedFiles(session.dataDir)
    await session.stopHost('SIGKILL')
    // The page asks whether to leave a recording.
    session.page.on('dialog', dialog => void dialog.accept())
    await session.restart()
    await openMachine(session.page, MACHINE)
    const after = recorderOf(session.page)
    await after.open()
    await after.waiting.getByRole('button', { name: 'Keep' }).click()
    await after.waiting.waitFor({ state: 'hidden' })
    await expect
      .poll(async () => (await storedFiles(session.dataDir)).length, { timeout: 20_000 })
      .toBe(before + 1)
    const [file = ''] = await newFiles()
    const stored = await samplesOf(file)
    expect(stored.length / FAKE_RATE_HZ).toBeGreaterThan(elapsedS - 1)
    expect(align(stored, original, FAKE_RATE_HZ).shared).toBe(stored.length)
    session.complaints.length = 0
  })

  it('plays what was saved of it', async () => {
    await leave()
    const { page } = session
    await page.getByRole('row').filter({ hasText: 'Recovered' }).first().click()
    const player = playerOf(page)
    await player.play()
    await expect.poll(player.positionS, { timeout: 10_000 }).toBeGreaterThan(0.5)
    await player.pause()
  })

  it('never complained in the console', () => {
    expect(session.complaints).toEqual([])
  })
})

// A browser that does not hand over tracks: sound comes by the audio thread there.
describe.runIf(IS_WHOLE || door() === 'browser')(`recording by an audio worklet in the ${door()}`, () => {
  let session: Session
  beforeAll(async () => {
    const flags = [...microphoneFlags(microphoneFile, { isRepeated: false }), ALLOWS_MICROPHONE]
    session = await startSession(door(), flags)
    await session.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor'))
    await session.page.reload()
    await createMachine(session.page, MACHINE)
  })
  afterAll(() => session.close())

  it('stores every sample too, or tells the drop-outs', async () => {
    const { page, dataDir } = session
    const recorder = recorderOf(page)
    await recorder.open()
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 30_000 }).toBeGreaterThanOrEqual(IS_WHOLE ? 5 : 3)
    await recorder.stop()
    const [file = ''] = await storedFiles(dataDir)
    const [stored, original] = await Promise.all([samplesOf(file), samplesOf(microphoneFile)])
    const { different, shared } = align(stored, original, 2 * FAKE_RATE_HZ)
    expect(shared).toBe(stored.length)
    expect(different === 0 || (await recorder.flawed.count()) === 1).toBe(true)
    expect(session.complaints).toEqual([])
  })

  // The desktop's own question is answered in test/desktop/recording.test.ts.
  it.runIf(door() === 'browser')('asks before the page is left while it records', async () => {
    const { page } = session
    const recorder = recorderOf(page)
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThanOrEqual(1)
    const question = page.waitForEvent('dialog')
    await page.evaluate(() => setTimeout(() => location.reload()))
    const dialog = await question
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await recorder.stop()
  })

  it('tells how it was recorded', async () => {
    const { page } = session
    await recorderOf(page).listen()
    await playerOf(page).dock.getByRole('button', { name: 'How recorded' }).click()
    await page.getByText('The sound is stored as the device gives it.').waitFor()
    expect(await page.locator('dl.settings').innerText()).toMatch(/Sample rate\s+44,100 Hz/)
  })
})

// The desktop asks no question: its own handlers let only its own page have the microphone.
describe.runIf(door() === 'browser')('a microphone that a browser does not give', () => {
  let session: Session
  beforeAll(async () => {
    session = await startSession('browser', microphoneFlags(microphoneFile, { isRepeated: true }))
    await createMachine(session.page, MACHINE)
  })
  afterAll(() => session.close())

  it('is explained when it is denied, and opens once it is allowed', async () => {
    const recorder = recorderOf(session.page)
    await session.page.getByTestId('open-record').click()
    await recorder.ask()
    await recorder.problem.getByText('The microphone is not allowed').waitFor()
    await session.page.context().grantPermissions(['microphone'])
    await recorder.tryAgain()
    await recorder.meter.waitFor()
  })

  it('keeps what was recorded when it is taken away in the middle', async () => {
    const recorder = recorderOf(session.page)
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
    await session.page.context().clearPermissions()
    await recorder.problem.getByText('gives no more sound').waitFor()
    await recorder.untilDone(1)
    const [file = ''] = await storedFiles(session.dataDir)
    expect((await samplesOf(file)).length / FAKE_RATE_HZ).toBeGreaterThanOrEqual(3)
  })

  it('shows the drop-outs of a computer that was too busy', async () => {
    const { page } = session
    const recorder = recorderOf(page)
    await page.context().grantPermissions(['microphone'])
    await recorder.tryAgain()
    await recorder.meter.waitFor()
    await recorder.record()
    await expect.poll(recorder.elapsedS, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
    await freezePage(page, 2500)
    await recorder.dropOuts.waitFor({ timeout: 20_000 })
    await recorder.stop()
  })
})
