import type { Component } from 'vue'
import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { MACHINE_TABS, tabRoute, type MachineTab } from './machine-tabs.ts'

type Page = () => Promise<{ readonly default: Component }>

const pages: Record<
  MachineTab | 'overview' | 'appSettings' | 'help' | 'licences' | 'frame' | 'record',
  Page
> = {
  overview: () => import('../features/overview/OverviewPage.vue'),
  appSettings: () => import('../features/settings/SettingsPage.vue'),
  help: () => import('../features/help/HelpPage.vue'),
  licences: () => import('../features/help/LicencesPage.vue'),
  frame: () => import('../features/machine/MachineFrame.vue'),
  recordings: () => import('../features/recordings/RecordingsPage.vue'),
  record: () => import('../features/record/RecordPage.vue'),
  model: () => import('../features/model/ModelPage.vue'),
  findings: () => import('../features/findings/FindingsPage.vue'),
  trend: () => import('../features/trend/TrendPage.vue'),
  report: () => import('../features/report/ReportPage.vue'),
  settings: () => import('../features/machine/MachineSettingsPage.vue')
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: pages.overview },
  { path: '/settings', name: 'settings', component: pages.appSettings },
  { path: '/help/:name?', name: 'help', component: pages.help, props: true },
  { path: '/licences', name: 'licences', component: pages.licences },
  {
    path: '/machines/:machineId',
    name: 'machine',
    component: pages.frame,
    props: true,
    redirect: to => ({ name: 'recordings', params: to.params }),
    children: [
      ...MACHINE_TABS.map(tab => ({ path: tab, name: tabRoute(tab), component: pages[tab], props: true })),
      { path: 'record', name: 'record', component: pages.record, props: true }
    ]
  },
  { path: '/:rest(.*)*', redirect: '/' }
]

/** Hash addresses: they work on any host without rewriting, the desktop's own protocol included. */
export const createAppRouter = (): Router => createRouter({ history: createWebHashHistory(), routes })

/** Fetches the pages that are not open yet: a host that goes away leaves no tab that does not open. */
export const fetchPages = async (): Promise<void> => {
  await Promise.all(Object.values(pages).map(page => page()))
}
