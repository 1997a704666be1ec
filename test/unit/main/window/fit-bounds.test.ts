import { describe, expect, it } from 'vitest'
import { fitBounds } from '../../../../electron/main/window/fit-bounds.ts'

const LAPTOP = { x: 0, y: 25, width: 1680, height: 1000 }
const WALL = { x: 1680, y: -400, width: 2560, height: 1400 }
const LEFT = { x: -1920, y: 0, width: 1920, height: 1080 }

describe('the place of the window', () => {
  it('is the middle of the primary display at the first start', () => {
    expect(fitBounds(null, [LAPTOP])).toEqual({ x: 120, y: 75, width: 1440, height: 900 })
  })

  it('is the one of last time, on any display', () => {
    const onWall = { x: 2000, y: -300, width: 1500, height: 900 }
    expect(fitBounds(onWall, [LAPTOP, WALL])).toEqual(onWall)
    const onLeft = { x: -1800, y: 100, width: 1200, height: 800 }
    expect(fitBounds(onLeft, [LAPTOP, LEFT])).toEqual(onLeft)
  })

  it('is the primary display when its own is gone, with the size it had', () => {
    expect(fitBounds({ x: 2000, y: -300, width: 1500, height: 900 }, [LAPTOP])).toEqual({
      x: 90,
      y: 75,
      width: 1500,
      height: 900
    })
  })

  it('is pushed into its display when a part is outside', () => {
    expect(fitBounds({ x: 700, y: 600, width: 1200, height: 800 }, [LAPTOP])).toEqual({
      x: 480,
      y: 225,
      width: 1200,
      height: 800
    })
  })

  it('is centred again when its title bar is above every display', () => {
    expect(fitBounds({ x: 100, y: -500, width: 1200, height: 800 }, [LAPTOP]).y).toBe(125)
  })

  it('is cut to a display that has become smaller, but not below what the interface needs', () => {
    const small = { x: 0, y: 0, width: 1280, height: 720 }
    expect(fitBounds({ x: 0, y: 0, width: 2400, height: 1300 }, [small])).toEqual(small)
    const tiny = { x: 0, y: 0, width: 800, height: 600 }
    expect(fitBounds({ x: 0, y: 0, width: 1400, height: 900 }, [tiny])).toEqual({
      x: 0,
      y: 0,
      width: 1024,
      height: 640
    })
  })
})
