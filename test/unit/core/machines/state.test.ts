import { describe, expect, it } from 'vitest'
import { machineState } from '../../../../electron/core/machines/state.ts'

const machine = { currentModelId: 'm', alarmCount: 2, alarmWindow: 5 }
/** F flagged, M above the monitor line, . normal; newest first. */
const recent = (marks: string): { isFlagged: boolean; isAboveMonitor: boolean }[] =>
  [...marks].map(mark => ({ isFlagged: mark === 'F', isAboveMonitor: mark !== '.' }))

describe('the state of a machine', () => {
  it.each([
    ['.....', 'acceptable'],
    ['', 'acceptable'],
    ['M....', 'acceptable'],
    ['M.M..', 'monitor'],
    ['....F', 'monitor'],
    ['F...F', 'alarm'],
    ['FF', 'alarm'],
    ['.....FFFF', 'acceptable'],
    ['....FFFFF', 'monitor']
  ])('%s is %s', (marks, expected) => {
    expect(machineState(machine, recent(marks))).toBe(expected)
  })

  it('is unknown without a model', () => {
    expect(machineState({ ...machine, currentModelId: null }, recent('FFFFF'))).toBe('unknown')
  })

  it('follows "k of the last m" as the machine sets it', () => {
    expect(machineState({ ...machine, alarmCount: 1 }, recent('F'))).toBe('alarm')
    expect(machineState({ ...machine, alarmCount: 3, alarmWindow: 3 }, recent('FF.F'))).toBe('monitor')
  })
})
