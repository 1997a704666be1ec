import { describe, expect, it } from 'vitest'
import { fitView, viewZ } from '../../../../../electron/ml/detectors/auto/view-model.ts'
import golden from '../../../../fixtures/ml/golden.json' with { type: 'json' }

const { rows, groups, alone, together, location, distances } = golden.view

describe('a view', () => {
  it('holds clips out one by one as the reference does', () => {
    const { heldOut, model } = fitView(
      rows,
      6,
      Int32Array.from(rows, (_, index) => index)
    )
    alone.forEach((value, index) => expect(heldOut[index]).toBeCloseTo(value, 8))
    expect(model.location).toBeCloseTo(location, 8)
  })

  it('holds clips of one recording out together, as explicit matrices do', () => {
    const { heldOut } = fitView(rows, 6, Int32Array.from(groups))
    together.forEach((value, index) => expect(heldOut[index]).toBeCloseTo(value, 7))
  })

  it('gives the standardised Mahalanobis distance of a clip', () => {
    const { model } = fitView(
      rows,
      6,
      Int32Array.from(rows, (_, index) => index)
    )
    distances.forEach((distance, index) => {
      const { z } = viewZ(model, rows[index] ?? [])
      expect(z * model.scale + model.location).toBeCloseTo(distance, 8)
    })
  })

  it('stays finite for rows without any spread', () => {
    const { heldOut, model } = fitView([[1], [1], [1], [1]], 1, Int32Array.of(0, 1, 2, 3))
    expect(Array.from(heldOut).every(Number.isFinite)).toBe(true)
    expect(Number.isFinite(viewZ(model, [1.5]).z)).toBe(true)
  })
})
