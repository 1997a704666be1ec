import { expect, it } from 'vitest'
import { createWakeLock } from '../../../../electron/main/jobs/wake-lock.ts'

it('holds one lock while it is needed and lets it go once', () => {
  const told: string[] = []
  let next = 0
  const keepAwake = createWakeLock({
    start: kind => {
      told.push(`start ${kind}`)
      return next++
    },
    stop: id => {
      told.push(`stop ${id}`)
      return true
    }
  })
  for (const isNeeded of [false, true, true, false, false, true]) keepAwake(isNeeded)
  expect(told).toEqual(['start prevent-app-suspension', 'stop 0', 'start prevent-app-suspension'])
})
