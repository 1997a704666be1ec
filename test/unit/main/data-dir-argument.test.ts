import { expect, it } from 'vitest'
import { dataDirArgument } from '../../../electron/main/data-dir-argument.ts'

it('finds the data folder among the arguments of Electron and Chromium', () => {
  expect(dataDirArgument(['electron', '--no-sandbox', '.', '--data-dir', '/d', 'a.wav'])).toBe('/d')
  expect(dataDirArgument(['earshot', '--data-dir=/d e'])).toBe('/d e')
  expect(dataDirArgument(['earshot', 'a.wav'])).toBeUndefined()
})
