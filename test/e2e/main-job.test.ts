import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataPath, describeWithData } from '../support/data.ts'
import { createMachine, importFolder, openTab } from './pages/app.ts'
import { playerOf } from './pages/player.ts'
import { door } from './support/door.ts'
import { pdfPages } from './support/pdf.ts'
import { startSession, type Session } from './support/session.ts'

const ENGINEER = 'Jürgen Müller'
const COMMENT = 'Rail worn at the end stop: 調査済み'

// The steps build on one another, as a person's do.
describeWithData('mimii-slider-id00', `the main job in the ${door()}`, () => {
  let session: Session
  beforeAll(async () => {
    session = await startSession(door())
  })
  afterAll(() => session.close())

  it('creates a machine and imports its normal recordings', async () => {
    const { page } = session
    await createMachine(page, 'Slide rail 0')
    expect(await importFolder(session, dataPath('mimii-slider-id00', 'train'))).toContain('75')
    await page.getByText('75 recordings').waitFor()
  })

  it('fits in one click and says what to expect', async () => {
    const { page } = session
    await openTab(page, 'Model')
    await page.getByRole('button', { name: 'Fit from 75 normals' }).first().click()
    await page.getByText('Learned from 75 recordings.').waitFor({ timeout: 60_000 })
    expect(
      await page.getByText(/Expect about \d+ false alarms? in 100 normal recordings \(\d+ to \d+\)/).count()
    ).toBe(1)
  })

  it('flags all faulty recordings of the import and no normal one', async () => {
    const { page } = session
    await openTab(page, 'Recordings')
    const sentence = await importFolder(session, dataPath('mimii-slider-id00', 'test'))
    expect(sentence).toContain('60')
    expect(sentence).toContain('30 flagged')
    await openTab(page, 'Findings')
    await page.getByRole('button', { name: /anomaly_id_00_00000000/ }).waitFor()
    const names = await page
      .getByRole('list', { name: 'Findings, most severe first' })
      .getByRole('listitem')
      .allTextContents()
    expect(names).toHaveLength(30)
    expect(names.every(name => name.includes('anomaly_'))).toBe(true)
  })

  it('plays a finding with the score lane and the spectrogram over it', async () => {
    const player = playerOf(session.page)
    await expect.poll(() => player.alarmShareOfLane(), { timeout: 20_000 }).toBeGreaterThan(0.05)
    await expect.poll(() => player.spectrogramColours(), { timeout: 20_000 }).toBeGreaterThan(20)
    await player.play()
    await expect.poll(() => player.positionS(), { timeout: 10_000 }).toBeGreaterThan(0.5)
    await player.pause()
  })

  it('takes a verdict by key, with the name of the engineer asked once', async () => {
    const { page } = session
    await page.getByRole('textbox', { name: 'Comment' }).fill(COMMENT)
    await page
      .getByRole('group', { name: 'Verdict' })
      .getByRole('button', { name: /Confirmed/ })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your name').fill(ENGINEER)
    await dialog.getByRole('button', { name: 'Save the name and the verdict' }).click()
    await page
      .locator('label')
      .filter({ hasText: /Confirmed\s*1/ })
      .waitFor()
    await page.keyboard.press('f')
    await page
      .locator('label')
      .filter({ hasText: /False alarms\s*1/ })
      .waitFor()
  })

  it('makes the PDF, whose text and pages are right', async () => {
    const { page } = session
    await openTab(page, 'Report')
    await page.getByRole('button', { name: 'Make PDF' }).first().click()
    const link = page.getByRole('link', { name: 'Save PDF' })
    await page.locator('.pdf-page[data-drawn="true"]').first().waitFor({ timeout: 120_000 })
    await link.waitFor({ timeout: 60_000 })
    const pages = await pdfPages(await readFile(await session.saveBy(() => link.click())))
    expect(pages.length).toBeGreaterThanOrEqual(4)
    const text = pages.join(' ')
    for (const expected of [
      'Slide rail 0',
      ENGINEER,
      'Rail worn at the end stop',
      '調査済み',
      'anomaly_id_00_00000000'
    ]) {
      expect(text).toContain(expected)
    }
    expect(pages.at(-1)).toMatch(new RegExp(`${pages.length} of ${pages.length}`))
  })

  it('shows every recording on the trend and survives a kill of the host', async () => {
    await openTab(session.page, 'Trend')
    await session.page
      .getByText(/Flagged/)
      .first()
      .waitFor()
    await session.stopHost('SIGKILL')
    session.complaints.length = 0
    await session.restart()
    await session.page
      .getByRole('link', { name: /Slide rail 0/ })
      .first()
      .click()
    await session.page.getByText('135 recordings').waitFor()
    session.complaints.length = 0
  })

  it('never complained in the console', () => {
    expect(session.complaints).toEqual([])
  })
})
