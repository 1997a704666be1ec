import { expect, it } from 'vitest'
import { zoomed } from '../../../../electron/main/window/zoom.ts'

it('goes in half steps, back to 100 %, and ends where nothing could be read', () => {
  expect(zoomed(0, 'in')).toBe(0.5)
  expect(zoomed(0, 'out')).toBe(-0.5)
  expect(zoomed(2.5, 'reset')).toBe(0)
  expect(zoomed(4, 'in')).toBe(4)
  expect(zoomed(-3, 'out')).toBe(-3)
})
