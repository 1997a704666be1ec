import { describe, expect, it } from 'vitest'
import { compareMeans } from '../../bench/ae-peer.ts'
import { spreadOf, withSection } from '../../bench/support.ts'
import { tableRow } from '../../bench/systems.ts'

describe('the section of a benchmark', () => {
  const document = '# Results\n\n## `npm run bench -- fit`\nold\n\n## `npm run bench -- list`\nkept\n'

  it('replaces the earlier one and nothing else', () => {
    expect(withSection(document, 'fit', '\nnew\n')).toBe(document.replace('old', 'new'))
    expect(withSection(document, 'list', 'new')).toBe(document.replace('kept', 'new'))
  })

  it('comes last where there was none', () => {
    expect(withSection(document, 'systems', 'new')).toBe(
      `${document}\n## \`npm run bench -- systems\`\nnew\n`
    )
  })
})

describe('figures over seeds', () => {
  it('are a mean and a sample standard deviation', () => {
    expect(spreadOf([1, 3])).toEqual({ mean: 2, deviation: Math.SQRT2 })
    expect(spreadOf([5])).toEqual({ mean: 5, deviation: 0 })
  })

  it('are one line of the table', () => {
    const result = { auc: 0.9, pAuc: 0.8, epochs: 17, falseAlarms: 0.1, recall: 1, fitS: 300 }
    const row = tableRow('memcae', [result, { ...result, auc: 0.92, epochs: 21 }])
    expect(row).toBe(
      '| memcae | 2 | 0.910 ± 0.014 | 0.800 ± 0.000 | 17 to 21 | 10 ± 0 | 100 ± 0 | 300.0 | none; ae-mse 59.25 / 56.51 |'
    )
    expect(tableRow('auto', [{ ...result, epochs: 0 }])).toBe(
      '| auto | 1 | 0.900 | 0.800 | none | 10 | 100 | 300.0 | none; ae-mse 59.25 / 56.51 |'
    )
  })

  it('agree within .01, or within two pooled deviations where those are more', () => {
    expect(compareMeans([0.95, 0.95], [0.959, 0.959]).isKept).toBe(true)
    expect(compareMeans([0.95, 0.95], [0.961, 0.961]).isKept).toBe(false)
    const wide = compareMeans([0.9, 0.94], [0.95, 0.99])
    expect(wide.most).toBeCloseTo(2 * Math.sqrt(0.0008), 12)
    expect(wide.isKept).toBe(true)
  })
})
