import { createPinia, setActivePinia } from 'pinia'
import { effectScope, ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCommand, useCommandStore } from '../../../../renderer/src/stores/commands.ts'

beforeEach(() => setActivePinia(createPinia()))

const scene = (): { told: string[]; tell: (what: string) => () => void } => {
  const told: string[] = []
  return { told, tell: what => () => void told.push(what) }
}

describe('commands', () => {
  it('are offered while the component that offers them lives', () => {
    const commands = useCommandStore()
    const scope = effectScope()
    scope.run(() => useCommand('fit', () => undefined))
    expect(commands.offered).toEqual(['fit'])
    scope.stop()
    expect(commands.offered).toEqual([])
  })

  it('are carried out by the newest offer, and by the older one once that is gone', () => {
    const commands = useCommandStore()
    const { told, tell } = scene()
    const [page, dialog] = [effectScope(), effectScope()]
    page.run(() => useCommand('search', tell('page')))
    dialog.run(() => useCommand('search', tell('dialog')))
    commands.run('search')
    dialog.stop()
    commands.run('search')
    expect(told).toEqual(['dialog', 'page'])
    page.stop()
  })

  it('follow their condition', () => {
    const commands = useCommandStore()
    const { told, tell } = scene()
    const normals = ref(0)
    const scope = effectScope()
    scope.run(() => useCommand('fit', tell('fit'), () => normals.value >= 5))
    expect(commands.run('fit')).toBe(false)
    normals.value = 5
    expect(commands.offered).toEqual(['fit'])
    expect(commands.run('fit')).toBe(true)
    expect(told).toEqual(['fit'])
    scope.stop()
  })

  it('rest while a dialog is open', () => {
    const commands = useCommandStore()
    const { told, tell } = scene()
    const scope = effectScope()
    scope.run(() => useCommand('overview', tell('overview')))
    commands.isBlocked = true
    expect(commands.offered).toEqual([])
    expect(commands.run('overview')).toBe(false)
    expect(told).toEqual([])
    scope.stop()
  })
})
