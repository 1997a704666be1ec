import { describe, expect, it } from 'vitest'
import { fontRuns } from '../../../electron/compute/report/font-runs.ts'

const fonts = (text: string, isJapan = false): string[] => fontRuns(text, isJapan).map(run => run.font)

describe('fontRuns', () => {
  it('writes Latin, Cyrillic and Greek in one run', () => {
    expect(fontRuns('Lüfter Линия Ω')).toEqual([{ text: 'Lüfter Линия Ω', font: 'NotoSans' }])
  })

  it('takes Japanese where there are kana and Chinese for Han alone', () => {
    expect(fonts('軸受ノイズ')).toEqual(['NotoSansJP'])
    expect(fonts('轴承噪声')).toEqual(['NotoSansSC'])
    expect(fonts('第一工場', true)).toEqual(['NotoSansJP'])
  })

  it('splits at the change of script and keeps spaces with what precedes them', () => {
    expect(fontRuns('Fan 3 轴承 ok')).toEqual([
      { text: 'Fan 3 ', font: 'NotoSans' },
      { text: '轴承 ', font: 'NotoSansSC' },
      { text: 'ok', font: 'NotoSans' }
    ])
  })

  it('composes decomposed names and turns controls and lone surrogates into what can be printed', () => {
    expect(fontRuns('Lu\u0308fter\u0000\t.wav')).toEqual([{ text: 'Lüfter  .wav', font: 'NotoSans' }])
    expect(fontRuns('a\ud800b')[0]?.text).toBe('a\ufffdb')
  })

  it('answers nothing for nothing', () => {
    expect(fontRuns('')).toEqual([])
  })
})
