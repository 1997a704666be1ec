/** Tabs of a machine in the order of their digit keys. */
export const MACHINE_TABS = ['recordings', 'model', 'findings', 'trend', 'report', 'settings'] as const
export type MachineTab = (typeof MACHINE_TABS)[number]

/** Route name of a tab (the application has settings of its own). */
export const tabRoute = (tab: MachineTab): string => (tab === 'settings' ? 'machine-settings' : tab)
