import { expect, it } from 'vitest'
import type { Compute } from '../../../../electron/contract/compute.ts'
import { createEventBus } from '../../../../electron/core/event-bus.ts'
import { createEngineWatch } from '../../../../electron/core/system/engine-in-use.ts'
import { openTestCore } from '../../../support/core.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'

it('tells of an engine once, until a process opens another', () => {
  const told: unknown[] = []
  const bus = createEventBus(() => undefined)
  bus.on('engine.changed', engine => told.push(['engine.changed', engine]))
  const { current, saw } = createEngineWatch(bus, 'automatic')
  expect(current()).toBeNull()
  const card = { id: 'webgpu', threads: null } as const
  const processor = { id: 'tensorflow', threads: 2 } as const
  for (const engine of [card, card, processor, processor]) saw(engine)
  expect(told).toEqual([
    ['engine.changed', card],
    ['engine.changed', processor]
  ])
  expect(current()).toEqual(processor)
})

it('is not known any more once a person has chosen another one', async () => {
  const test = await openTestCore(createFakeCompute())
  try {
    const settings = await test.call('settings.get', {})
    const bus = createEventBus(() => undefined)
    const { current, saw } = createEngineWatch(bus, 'automatic')
    saw({ id: 'webgpu', threads: null })
    bus.emit('settings.changed', { ...settings, theme: 'dark' })
    expect(current()).not.toBeNull()
    bus.emit('settings.changed', { ...settings, engine: 'tensorflow' })
    expect(current()).toBeNull()
  } finally {
    await test.close()
  }
})

it('is told by the core, as an event and to who asks later', async () => {
  const fake = createFakeCompute()
  const run: Compute['run'] = (name, input, options) => {
    options?.onEngine?.({ id: 'tensorflow', threads: 4 })
    return fake.run(name, input, options)
  }
  const test = await openTestCore({ ...fake, run })
  try {
    const told: unknown[] = []
    test.core.on('engine.changed', engine => told.push(engine))
    expect((await test.call('system.info', {})).engine).toBeNull()
    const { id: machineId } = await test.call('machines.create', { name: 'Fan' })
    await test.call('models.detectors', { machineId })
    expect(told).toEqual([{ id: 'tensorflow', threads: 4 }])
    expect((await test.call('system.info', {})).engine).toEqual({ id: 'tensorflow', threads: 4 })
  } finally {
    await test.close()
  }
})
