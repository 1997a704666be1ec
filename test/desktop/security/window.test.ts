import { afterAll, beforeAll } from 'vitest'
import { openScene, type Scene } from '../support/scene.ts'
import { openSite, type Site } from '../support/site.ts'
import { testContent } from './content.ts'
import { testLeaving } from './leaving.ts'
import { FAKE_DEVICE, testPermissions } from './permissions.ts'
import { testRenderer } from './renderer.ts'

// One window for all: it takes seconds to open.
let scene: Scene
let site: Site
beforeAll(async () => {
  site = await openSite()
  scene = await openScene({ args: [FAKE_DEVICE] })
})
afterAll(async () => {
  await scene.close()
  await site.close()
})

const place = () => ({ scene, site })
testContent(place)
testLeaving(place)
testPermissions(place)
testRenderer(place)
