import { describe, expect, it } from 'vitest'
import { readQuery, writeQuery } from '../../../../../renderer/src/features/recordings/recording-query.ts'

describe('the query in the address', () => {
  it('is newest first without filter where the address says nothing', () => {
    expect(readQuery({})).toEqual({ filter: {}, sort: 'recordedAt', isDescending: true })
    expect(Object.values(writeQuery(readQuery({}))).filter(value => value !== undefined)).toEqual([])
  })

  it('comes back as it was written', () => {
    const query = {
      filter: {
        text: 'fan 3',
        label: 'normal',
        isFlagged: false,
        badge: 'clipping',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-01T00:00:00.000Z'
      },
      sort: 'score',
      isDescending: false
    } as const
    expect(readQuery(writeQuery(query) as Record<string, string>)).toEqual(query)
  })

  it('passes over what makes no sense', () => {
    const query = readQuery({
      label: 'broken',
      flagged: 'perhaps',
      badge: 'x',
      sort: 'colour',
      from: 'yesterday'
    })
    expect(query).toEqual({ filter: {}, sort: 'recordedAt', isDescending: true })
  })
})
