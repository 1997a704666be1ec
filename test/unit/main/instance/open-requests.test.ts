import { expect, it } from 'vitest'
import type { StartRequest } from '../../../../electron/main/instance/arguments.ts'
import { createOpenRequests } from '../../../../electron/main/instance/open-requests.ts'

const NOTHING: StartRequest = { paths: [], machineId: null }
const file = (path: string): StartRequest => ({ paths: [path], machineId: null })

it('keeps requests until a page listens, in order', () => {
  const requests = createOpenRequests()
  const delivered: StartRequest[] = []
  requests.take(file('/a'))
  requests.take(file('/b'))
  expect(delivered).toEqual([])
  requests.pageIsReady(request => delivered.push(request))
  expect(delivered).toEqual([file('/a'), file('/b')])
})

it('delivers each request once, however often the page says that it listens', () => {
  const requests = createOpenRequests()
  const delivered: StartRequest[] = []
  requests.take(file('/a'))
  requests.pageIsReady(request => delivered.push(request))
  requests.pageIsReady(request => delivered.push(request))
  expect(delivered).toEqual([file('/a')])
})

it('delivers at once while the page listens, a start that only wants the window too', () => {
  const requests = createOpenRequests()
  const delivered: StartRequest[] = []
  requests.pageIsReady(request => delivered.push(request))
  requests.take(NOTHING)
  expect(delivered).toEqual([NOTHING])
})

it('lets requests wait again while the page is loaded anew', () => {
  const requests = createOpenRequests()
  const delivered: StartRequest[] = []
  requests.pageIsReady(request => delivered.push(request))
  requests.pageIsGone()
  requests.take(file('/a'))
  requests.take(NOTHING)
  expect(delivered).toEqual([])
  requests.pageIsReady(request => delivered.push(request))
  expect(delivered).toEqual([file('/a')])
})
