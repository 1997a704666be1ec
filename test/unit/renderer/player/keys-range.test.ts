import { describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { autoRange, byteOfDb, MIN_RANGE_DB } from '../../../../renderer/src/features/player/auto-range.ts'
import { scorelessReason } from '../../../../renderer/src/features/player/scoreless.ts'
import { playerAction } from '../../../../renderer/src/features/player/use-player-keys.ts'

const player = () => ({
  playPause: vi.fn(),
  toggleLoop: vi.fn(),
  toNextHotSpot: vi.fn(),
  toggleSide: vi.fn(async () => undefined),
  zoomBy: vi.fn<(steps: number, anchorX?: number) => void>(),
  zoomToAll: vi.fn(),
  seek: vi.fn<(timeS: number) => void>(),
  timeS: ref(5),
  side: ref<'a' | 'b'>('a')
})
const press = (target: ReturnType<typeof player>, key: string, shiftKey = false): unknown =>
  playerAction({ key, code: '', shiftKey }, target)?.()

describe('keys of the player', () => {
  it('move by a second, with Shift by a tenth', () => {
    const target = player()
    press(target, 'ArrowRight')
    press(target, 'ArrowLeft', true)
    expect(target.seek.mock.calls.map(([timeS]) => timeS)).toEqual([6, 4.9])
  })

  it('play, loop, jump and zoom', () => {
    const target = player()
    for (const key of [' ', 'l', 'n', '+', '-', '0']) press(target, key)
    expect(target.playPause).toHaveBeenCalledOnce()
    expect(target.toggleLoop).toHaveBeenCalledOnce()
    expect(target.toNextHotSpot).toHaveBeenCalledOnce()
    expect(target.zoomBy.mock.calls.map(([steps]) => steps)).toEqual([1, -1])
    expect(target.zoomToAll).toHaveBeenCalledOnce()
  })

  it('leave letters with Shift to the page', () => {
    expect(playerAction({ key: 'N', code: '', shiftKey: true }, player())).toBeNull()
  })

  it('go back to the recording with A only from the other side', () => {
    const target = player()
    press(target, 'a')
    expect(target.toggleSide).not.toHaveBeenCalled()
    target.side.value = 'b'
    press(target, 'a')
    expect(target.toggleSide).toHaveBeenCalledOnce()
  })

  it('are no others', () => {
    expect(playerAction({ key: 'c', code: '', shiftKey: false }, player())).toBeNull()
  })
})

describe('range of the spectrogram', () => {
  it('reaches from the quiet ground to a little above the loudest levels', () => {
    const levels = Uint8Array.from({ length: 10_000 }, (_, index) => (index < 9_000 ? 51 : 204))
    expect(autoRange(levels, -120, 0)).toEqual({ lowDb: -96, highDb: -21 })
  })

  it('is never narrower than it may be', () => {
    const { lowDb, highDb } = autoRange(new Uint8Array(100).fill(100), -120, 0)
    expect(highDb - lowDb).toBeGreaterThanOrEqual(MIN_RANGE_DB)
  })

  it('turns levels in dB into bytes', () => {
    expect(byteOfDb(-60, -120, 0)).toBe(127.5)
  })
})

describe('a recording without score', () => {
  it('names the badge that refuses it before anything else', () => {
    const reason = scorelessReason(
      { badges: [{ code: 'too-short', params: { lengthS: 3, clipLengthS: 10 } }], clips: 0 },
      { currentModelId: null }
    )
    expect(reason.key).toBe('player.refused')
    expect(reason.sentence).toContain('10 s')
  })

  it('leads to the fit where there is no model, and else says that it is not scored', () => {
    expect(scorelessReason({ badges: [], clips: 1 }, { currentModelId: null }).key).toBe('player.noModel')
    expect(scorelessReason({ badges: [], clips: 1 }, { currentModelId: 'x' }).key).toBe('player.notScored')
    expect(scorelessReason({ badges: [], clips: 1 }, null).key).toBe('player.notScored')
  })
})
