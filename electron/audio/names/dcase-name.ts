import type { NameFacts } from './types.ts'

type DcaseFacts = Pick<NameFacts, 'label' | 'domain' | 'split' | 'section' | 'attributes' | 'layout'>

// DCASE 2021 to 2026 Task 2: section_00_source_train_normal_0206_pat_01, in evaluation sets section_00_0000.
const SECTION_NAME =
  /^section_(\d{2})(?:_(source|target))?(?:_(train|test|supplemental))?(?:_(normal|anomaly|clean|noise))?_(\d{3,8})(?:_(.+))?$/i
// DCASE 2020 Task 2: normal_id_00_00000000, in evaluation sets id_00_00000000.
const ID_NAME = /^(?:(normal|anomaly)_)?id_(\d{2})_(\d{8})$/i

const LONGEST_KEY = 64
const LONGEST_VALUE = 256
const HIDDEN = /^no_?attributes?$/i

/** Key-value pairs in the order key_value_key_value; a key without a value at the end says 'yes'. */
const parseAttributes = (text: string | undefined): Record<string, string> => {
  if (text === undefined || HIDDEN.test(text)) return {}
  const parts = text.split('_').filter(part => part !== '' && !HIDDEN.test(part))
  const pairs: [string, string][] = []
  for (let index = 0; index < parts.length; index += 2) {
    const key = (parts[index] ?? '').slice(0, LONGEST_KEY)
    pairs.push([key, (parts[index + 1] ?? 'yes').slice(0, LONGEST_VALUE)])
  }
  return Object.fromEntries(pairs)
}

const labelOf = (word: string | undefined): DcaseFacts['label'] =>
  word === 'normal' ? 'normal' : word === 'anomaly' ? 'anomalous' : undefined

/** What a DCASE Task 2 file name (without its extension) states; null for any other name. */
export const parseDcaseName = (stem: string): DcaseFacts | null => {
  const idName = ID_NAME.exec(stem)
  if (idName) {
    const [, word, section = ''] = idName
    const label = labelOf(word?.toLowerCase())
    return { ...(label ? { label } : {}), section, attributes: {}, layout: 'dcase2020' }
  }
  const sectionName = SECTION_NAME.exec(stem)
  if (!sectionName) return null
  const [, section = '', domain, split, word, , rest] = sectionName.map(part => part as string | undefined)
  const label = labelOf(word?.toLowerCase())
  const isSupplemental = split?.toLowerCase() === 'supplemental' || /^(clean|noise)$/i.test(word ?? '')
  const attributes = parseAttributes(rest)
  return {
    section,
    layout: 'dcase2022+',
    ...(label ? { label } : {}),
    ...(domain ? { domain: domain.toLowerCase() === 'source' ? 'source' : 'target' } : {}),
    ...(split && !isSupplemental ? { split: split.toLowerCase() === 'train' ? 'train' : 'test' } : {}),
    attributes: isSupplemental ? { ...attributes, supplemental: word?.toLowerCase() ?? 'yes' } : attributes
  }
}
