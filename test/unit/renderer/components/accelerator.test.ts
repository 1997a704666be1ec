import { expect, it } from 'vitest'
import { acceleratorKeys, acceleratorOf } from '../../../../renderer/src/components/accelerator.ts'

const press = (key: string, held: Partial<KeyboardEvent> = {}): Parameters<typeof acceleratorOf>[0] => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held
})

it('writes a key press as the table of commands does', () => {
  expect(acceleratorOf(press('o', { ctrlKey: true }), false)).toBe('CmdOrCtrl+O')
  expect(acceleratorOf(press('F', { ctrlKey: true, shiftKey: true }), false)).toBe('CmdOrCtrl+Shift+F')
  expect(acceleratorOf(press('F8'), false)).toBe('F8')
})

it('takes Command on macOS and Control elsewhere', () => {
  expect(acceleratorOf(press('b', { metaKey: true }), true)).toBe('CmdOrCtrl+B')
  expect(acceleratorOf(press('b', { ctrlKey: true }), true)).toBeNull()
  expect(acceleratorOf(press('b', { metaKey: true }), false)).toBeNull()
})

it('names the keys as they stand on the keyboard', () => {
  expect(acceleratorKeys('CmdOrCtrl+Shift+O', false)).toEqual(['Ctrl', 'Shift', 'O'])
  expect(acceleratorKeys('CmdOrCtrl+B', true)).toEqual(['⌘', 'B'])
})
