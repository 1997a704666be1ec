import { expect, it } from 'vitest'
import { isWorthNotice } from '../../../../electron/main/jobs/announcement.ts'

const AWAY = { isWindowFocused: false, wantsNotifications: true }

it('is worth a notification when a job of more than 10 s ends out of sight', () => {
  expect(isWorthNotice(10.5, AWAY)).toBe(true)
  expect(isWorthNotice(10, AWAY)).toBe(false)
})

it('is not worth one while the window is in front, or when the person does not want it', () => {
  expect(isWorthNotice(60, { ...AWAY, isWindowFocused: true })).toBe(false)
  expect(isWorthNotice(60, { ...AWAY, wantsNotifications: false })).toBe(false)
})
