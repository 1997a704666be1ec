import { expect, it } from 'vitest'
import { stillThere, withRecent } from '../../../../electron/main/menu/recent-machines.ts'

const machine = (id: string, name = `Machine ${id}`): { id: string; name: string } => ({ id, name })

it('puts the machine that is shown first, once, by its present name', () => {
  const recent = withRecent([machine('a'), machine('b')], machine('b', 'Fan 3'))
  expect(recent).toEqual([machine('b', 'Fan 3'), machine('a')])
})

it('remembers ten', () => {
  const ids = Array.from({ length: 12 }, (_, index) => String(index))
  const recent = ids.reduce<readonly { id: string; name: string }[]>(
    (list, id) => withRecent([...list], machine(id)),
    []
  )
  expect(recent.map(({ id }) => id)).toEqual(ids.slice(2).reverse())
})

it('forgets machines that are gone and takes over new names', () => {
  expect(stillThere([machine('a'), machine('b')], [machine('b', 'Fan 3'), machine('c')])).toEqual([
    machine('b', 'Fan 3')
  ])
})
