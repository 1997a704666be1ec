import type { NameFacts } from './types.ts'

type NamedLabel = NonNullable<NameFacts['label']>

const NORMAL = `normal normals normale normaler normaal ok okay good healthy nominal intact gut intakt fehlerfrei
  faultfree faultless bon sain bueno sano buono bom исправный исправная исправно норма нормальный нормальная
  нормально 정상`
const ANOMALOUS = `abnormal abnormals abnormality anomaly anomalies anomalous anomal anomale anomalie anomalien
  anormal anormale anomalia anomalo ng nok nio notok nonormal unnormal bad fault faults faulty defect defects
  defective defekt defekte fehler fehlerhaft failure failures fail failed broken damage damaged schaden schadhaft
  kaputt schlecht auffällig défaut défauts défectueux panne fallo fallos defecto defectuoso avería guasto difetto
  difettoso неисправный неисправная неисправность брак дефект аномалия поломка 비정상 이상 불량 고장`
const NEGATIONS = 'no not non nicht kein keine ohne without sans sin senza не без'
const FREE = 'free frei'

// Written without spaces between words, so they are looked for anywhere; the first list that matches decides.
const IDEOGRAPHIC: readonly (readonly [NamedLabel, readonly string[]])[] = [
  [
    'normal',
    ['无异常', '無異常', '没有异常', '无故障', '異常なし', '異常無', '故障なし', '良否良', '非不良']
  ],
  ['anomalous', ['異常', '异常', '不良', '故障', '不合格', '不正常', '非正常', '欠陥', '缺陷']],
  ['normal', ['正常', '良品', '合格', '良好']]
]

/** Letters without case, width and accents, for comparing words of any script. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().normalize('NFC')

const wordSet = (words: string): ReadonlySet<string> => new Set(plain(words).split(/\s+/))
const normalWords = wordSet(NORMAL)
const anomalousWords = wordSet(ANOMALOUS)
const negations = wordSet(NEGATIONS)
const freeWords = wordSet(FREE)

const opposite = (label: NamedLabel): NamedLabel => (label === 'normal' ? 'anomalous' : 'normal')

const labelOfWord = (word: string): NamedLabel | null =>
  normalWords.has(word) ? 'normal' : anomalousWords.has(word) ? 'anomalous' : null

const wordsOf = (name: string): string[] =>
  (
    name
      .normalize('NFKC')
      .match(/\p{Lu}+(?!\p{Ll}\p{M}*)|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{Lu}|\p{N}+/gu) ?? []
  ).map(plain)

/**
 * The label that a folder's or a file's name states, in the words that people use for it; undefined where it
 * states none, or both.
 */
export const labelOfName = (name: string): NamedLabel | undefined => {
  const whole = plain(name)
  const ideographic = IDEOGRAPHIC.find(([, words]) => words.some(word => whole.includes(word)))
  if (ideographic) return ideographic[0]
  const letters = whole.replaceAll(/[^\p{L}]/gu, '')
  // German quality marks "i. O." and "n. i. O." (in order, not in order).
  if (letters === 'io') return 'normal'
  const known = labelOfWord(letters)
  if (known) return known
  const words = wordsOf(name)
  const found = new Set<NamedLabel>()
  words.forEach((word, index) => {
    const label = labelOfWord(word)
    if (!label) return
    const isNegated = negations.has(words[index - 1] ?? '') || freeWords.has(words[index + 1] ?? '')
    found.add(isNegated ? opposite(label) : label)
  })
  return found.size === 1 ? [...found][0] : undefined
}
