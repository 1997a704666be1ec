import { expect, it } from 'vitest'
import { sortPaths } from '../../../../../renderer/src/features/desktop/opened-paths.ts'

it('tells exported machines from recordings and folders by their ending', () => {
  expect(sortPaths(['/a/fan.earshot', 'C:\\b\\PUMP.EARSHOT', '/a/1.wav', '/a/earshot'])).toEqual({
    machineFiles: ['/a/fan.earshot', 'C:\\b\\PUMP.EARSHOT'],
    recordings: ['/a/1.wav', '/a/earshot']
  })
})
