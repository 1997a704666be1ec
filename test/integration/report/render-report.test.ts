import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderReport } from '../../../electron/compute/report/index.ts'
import { finding, reportData, writeClickyWav } from '../../fixtures/report/data.ts'

let folder: string
let wav: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-report-'))
  wav = path.join(folder, 'clicks.wav')
  await writeClickyWav(wav, 1)
})

const render = async (name: string, data: Parameters<typeof renderReport>[0]) => {
  const file = path.join(folder, name)
  const rendered = await renderReport(data, file, new AbortController().signal)
  const document = await getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const content = await (await document.getPage(index + 1)).getTextContent()
      return content.items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    })
  )
  return { rendered, document, pages, text: pages.join('\n') }
}

describe('renderReport', () => {
  it('writes names in any of its scripts so that they can be read back', async () => {
    const findings = [
      finding(0, {
        audioPath: wav,
        fileName: '軸受ノイズ.wav',
        comment: '軸受を交換予定',
        decidedBy: '山田 太郎',
        verdict: 'confirmed',
        decidedAt: '2026-10-02T08:00:00.000Z'
      }),
      finding(1, { audioPath: wav, fileName: '轴承噪声.wav' }),
      finding(2, { audioPath: wav, fileName: 'Шум подшипника.wav' })
    ]
    const { rendered, pages, text, document } = await render('scripts.pdf', reportData({ findings }))
    for (const name of [
      'Lüfter Süd 3',
      'ファン南3号機',
      '上海第二工厂',
      'Линия 4',
      'Jörg Müßig',
      'Größe & Söhne GmbH',
      '軸受ノイズ.wav',
      '轴承噪声.wav',
      'Шум подшипника.wav',
      '軸受を交換予定',
      '山田 太郎'
    ]) {
      expect(text).toContain(name)
    }
    expect(rendered.pages).toBe(pages.length)
    expect(rendered.pages).toBeGreaterThanOrEqual(2)
    pages.forEach((page, index) => expect(page).toContain(`${index + 1} of ${pages.length}`))
    const { info } = await document.getMetadata()
    expect(info).toMatchObject({
      Title: expect.stringContaining('Lüfter Süd 3 / ファン南3号機') as string,
      Author: 'Jörg Müßig'
    })
  })

  it('says what the model rests on, what it promises, and every reason as a sentence', async () => {
    const { text } = await render('sentences.pdf', reportData({ findings: [finding(0, { audioPath: wav })] }))
    const words = text.replace(/\s+/gu, ' ')
    expect(words).toContain('Expect about 5 false alarms in 100 normal recordings (2 to 11).')
    expect(words).toContain('In an operating condition that was not recorded, expect up to 34 in 100.')
    expect(words).toContain('42 normal recordings, 7 min of sound')
    expect(words).toContain('Short impulses between 3 and 3.5 kHz, 18 times')
    expect(words).toContain('Louder than normal by 3.1 dB')
    expect(words).toContain('leerlauf_kaputt.wav was not learned from. Digital silence.')
    expect(words).toContain('Lager getauscht')
  })

  it('names the detector that gave the score, and marks scores on another scale', async () => {
    const base = reportData()
    if (base.model === null) throw new Error('no model')
    const training = { points: [], epochs: 30, trainedS: 610, budgetS: null }
    const { text } = await render(
      'detector.pdf',
      reportData({
        model: { ...base.model, detector: 'dual-branch', threshold: 0.039, training },
        trend: { ...base.trend, detector: 'dual-branch', otherScale: 3 },
        findings: [finding(0, { score: 0.045, threshold: 0.039, detector: 'dual-branch' }), finding(1)]
      })
    )
    const words = text.replace(/\s+/gu, ' ')
    expect(words).toContain('Dual branch (dual-branch), trained for 30 epochs in 10.2 min')
    expect(words).toContain('The score of the detector “Dual branch” (dual-branch)')
    expect(words).not.toContain('in standard deviations of normals')
    expect(words).toContain('8.97*')
    expect(words.indexOf('0.045')).toBeLessThan(words.indexOf('8.97*'))
    expect(words).not.toContain('0.045*')
    expect(words).toContain('* Scored by another detector than the model in force (Standard)')
    expect(words).toContain('3 scored by another detector are left out')
  })

  it('tells the epochs of each network of a deeper fit', async () => {
    const { model } = reportData()
    if (model === null) throw new Error('no model')
    const training = { points: [], epochs: 19, networks: [15, 4], trainedS: 610, budgetS: 600 }
    const { text } = await render(
      'deeper.pdf',
      reportData({ model: { ...model, detector: 'deeper', training } })
    )
    expect(text.replace(/\s+/gu, ' ')).toContain('trained in 10.2 min (2 networks, 15 and 4 epochs)')
  })

  it('lays 200 findings out in good time, the most severe first, the header on every page of the table', async () => {
    const findings = Array.from({ length: 200 }, (_, index) => finding(index, { score: 3 + (index % 17) }))
    const started = performance.now()
    const { pages, text } = await render('many.pdf', reportData({ findings }))
    const tablePages = pages.filter(page => page.includes('press_'))
    // Three times what an idle machine needs.
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(tablePages.length).toBeGreaterThan(3)
    for (const page of tablePages) expect(page).toContain('Verdict')
    expect(text.match(/press_\d{4}\.wav/gu)).toHaveLength(200)
    expect(text.indexOf('press_0016.wav')).toBeLessThan(text.indexOf('press_0000.wav'))
  })

  it('is Letter where that is wanted, and keeps the longest file name on the page', async () => {
    const fileName = `${'section_00_source_test_anomaly_'.repeat(4)}.wav`
    const { document, pages } = await render(
      'letter.pdf',
      reportData({ pageSize: 'LETTER', findings: [finding(0, { fileName })] })
    )
    const page = await document.getPage(1)
    expect(page.view).toEqual([0, 0, 612, 792])
    const inTable = pages.find(text => text.includes('Verdict')) ?? ''
    expect(inTable.replace(/\s/gu, '')).toContain(fileName)
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      for (const item of items) {
        if ('str' in item) expect(Number(item.transform[4]) + item.width).toBeLessThan(612 - 40)
      }
    }
  })

  it('names a recording that cannot be read instead of failing', async () => {
    const findings = [
      finding(0, { audioPath: path.join(folder, 'gone.wav') }),
      finding(1, { audioPath: wav })
    ]
    const { text } = await render('gone.pdf', reportData({ findings }))
    expect(text).toContain('No pictures: gone.wav')
  })

  it('reports a machine without model, recordings or findings', async () => {
    const { text } = await render(
      'empty.pdf',
      reportData({
        model: null,
        state: 'unknown',
        trend: { detector: null, otherScale: 0, origin: 0, points: [], steps: [], events: [] },
        events: [],
        counts: { recordings: 0, normals: 0, scored: 0, flagged: 0 }
      })
    )
    expect(text).toContain('No model has been fitted')
    expect(text).toContain('no scored recordings in this period')
    expect(text).toContain('No recording of this period is flagged.')
  })

  it('leaves no file behind when cancelled', async () => {
    const file = path.join(folder, 'cancelled.pdf')
    const data = reportData({ findings: [finding(0, { audioPath: wav })] })
    await expect(renderReport(data, file, AbortSignal.abort())).rejects.toThrow()
    expect((await readdir(folder)).filter(name => name.startsWith('cancelled'))).toEqual([])
  })
})
