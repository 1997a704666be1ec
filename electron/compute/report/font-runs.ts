/** The fonts of the report by what they cover. */
export type FontName = 'NotoSans' | 'NotoSansJP' | 'NotoSansSC'

export interface FontRun {
  readonly text: string
  readonly font: FontName
}

const KANA = /[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]/u
const CJK =
  /[\u1100-\u11ff\u2460-\u24ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[\u{20000}-\u{3134f}]/u
/** Arrows, mathematical signs and shapes: Noto Sans lacks them, the Japanese font has the common ones. */
const SYMBOL = /[\u2190-\u21ff\u2200-\u22ff\u25a0-\u26ff\u2103\u2109\u2116]/u
const MARK = /\p{M}/u

/**
 * Which East Asian font writes this text: kana mean Japanese; Han alone is Chinese unless the machine's time
 * zone says Japan.
 */
const eastAsianFont = (text: string, isJapan: boolean): FontName =>
  KANA.test(text) || isJapan ? 'NotoSansJP' : 'NotoSansSC'

/**
 * A text in runs of one font each: pdfmake knows no fall-back. Composed characters (NFC) come first, since
 * file names of some systems arrive decomposed; combining marks stay with their base; controls become spaces.
 */
export const fontRuns = (text: string, isJapan = false): FontRun[] => {
  const clean = text
    .normalize('NFC')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
  const eastAsian = eastAsianFont(clean, isJapan)
  const runs: { text: string; font: FontName }[] = []
  for (const character of clean) {
    const last = runs.at(-1)
    const keepsFont = last !== undefined && (character === ' ' || MARK.test(character))
    const font = CJK.test(character) ? eastAsian : SYMBOL.test(character) ? 'NotoSansJP' : 'NotoSans'
    if (last !== undefined && (keepsFont || last.font === font)) last.text += character
    else runs.push({ text: character, font })
  }
  return runs
}
