import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEventSocket } from '../../../../renderer/src/api/event-socket.ts'

interface Line {
  onopen?: () => void
  onclose?: () => void
  onmessage?: (message: { data: string }) => void
}

let lines: Line[]
const open = (): WebSocket => {
  const line: Line = {}
  lines.push(line)
  return line as unknown as WebSocket
}
beforeEach(() => {
  lines = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

describe('the socket of events', () => {
  it('hands an event to the listeners of its name until they end', () => {
    const socket = createEventSocket('ws://x', open)
    const heard = vi.fn()
    const end = socket.on('machines.changed', heard)
    const data = JSON.stringify({ name: 'machines.changed', payload: { machineId: 'm' } })
    lines[0]?.onmessage?.({ data })
    lines[0]?.onmessage?.({ data: JSON.stringify({ name: 'models.changed', payload: {} }) })
    end()
    lines[0]?.onmessage?.({ data })
    expect(heard.mock.calls).toEqual([[{ machineId: 'm' }]])
  })

  it('connects again with growing pauses and says how it stands', () => {
    const socket = createEventSocket('ws://x', open)
    const states: string[] = []
    socket.onConnection(state => states.push(state))
    lines[0]?.onopen?.()
    lines[0]?.onclose?.()
    vi.advanceTimersByTime(500)
    expect(lines.length).toBe(2)
    lines[1]?.onclose?.()
    vi.advanceTimersByTime(999)
    expect(lines.length).toBe(2)
    vi.advanceTimersByTime(1)
    lines[2]?.onopen?.()
    expect(states).toEqual(['connecting', 'open', 'lost', 'open'])
  })

  it('tries at once when asked to, and forgets the attempt before', () => {
    const socket = createEventSocket('ws://x', open)
    lines[0]?.onclose?.()
    socket.reconnect()
    expect(lines.length).toBe(2)
    lines[0]?.onclose?.()
    vi.advanceTimersByTime(60_000)
    expect(lines.length).toBe(2)
  })
})
