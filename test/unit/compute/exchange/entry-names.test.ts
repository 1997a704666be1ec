import { describe, expect, it } from 'vitest'
import { contentName, isExpectedName } from '../../../../electron/compute/exchange/entry-names.ts'
import { testId } from '../../../support/machine-file.ts'

const ID = testId('5')
const HASH = `ab${'0'.repeat(62)}`

describe('names of entries', () => {
  it('say what each is', () => {
    expect(contentName(`recordings/ab/${HASH}.wav`)).toEqual({ kind: 'recording' })
    expect(contentName(`models/${ID}/weights/layer-1.bin`)).toEqual({
      kind: 'model',
      modelId: ID,
      file: 'weights/layer-1.bin'
    })
    expect(contentName(`reports/${ID}.pdf`)).toEqual({ kind: 'report', reportId: ID })
    expect(contentName('machine.json')).toBeUndefined()
  })

  it.each(['mimetype', 'earshot.json', 'machine.json', 'scores.ndjson', `models/${ID}/model.json`])(
    'know %s',
    name => {
      expect(isExpectedName(name)).toBe(true)
    }
  )

  it.each([
    '../earshot.db',
    '/etc/passwd',
    'C:/Windows/x',
    'recordings',
    'recordings/',
    `recordings/cd/${HASH}.wav`,
    `recordings/ab/${HASH}`,
    `recordings/ab/${HASH}.wav/x`,
    `recordings/ab/${HASH.toUpperCase()}.wav`,
    `recordings/ab/../../${HASH}.wav`,
    `models/${ID}`,
    `models/${ID}/`,
    `models/${ID}/../x.bin`,
    `models/${ID}/.hidden`,
    `models/${ID}/a\\b`,
    `models/${ID}/a b`,
    `models/${ID}/x.`,
    `models/${ID}/nul.json`,
    `models/${ID}/COM1`,
    `models/${ID}/a/b/c/d/e`,
    'models/../x',
    `reports/${ID}.exe`,
    'notes.txt',
    'Earshot.json',
    ''
  ])('do not know %j', name => {
    expect(isExpectedName(name)).toBe(false)
  })
})
