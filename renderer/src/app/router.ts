import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { MACHINE_TABS, tabRoute, type MachineTab } from './machine-tabs.ts'

const pages: Record<MachineTab, NonNullable<RouteRecordRaw['component']>> = {
  recordings: () => import('../features/recordings/RecordingsPage.vue'),
  model: () => import('../features/model/ModelPage.vue'),
  findings: () => import('../features/findings/FindingsPage.vue'),
  trend: () => import('../features/trend/TrendPage.vue'),
  report: () => import('../features/report/ReportPage.vue'),
  settings: () => import('../features/machine/MachineSettingsPage.vue')
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('../features/overview/OverviewPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('../features/settings/SettingsPage.vue') },
  {
    path: '/machines/:machineId',
    name: 'machine',
    component: () => import('../features/machine/MachineFrame.vue'),
    props: true,
    redirect: to => ({ name: 'recordings', params: to.params }),
    children: MACHINE_TABS.map(tab => ({
      path: tab,
      name: tabRoute(tab),
      component: pages[tab],
      props: true
    }))
  },
  { path: '/:rest(.*)*', redirect: '/' }
]

/** Hash addresses: they work on any host without rewriting, the desktop's own protocol included. */
export const createAppRouter = (): Router => createRouter({ history: createWebHashHistory(), routes })
