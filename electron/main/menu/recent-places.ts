import { app, Menu } from 'electron'
import { MACHINE_OPTION } from '../instance/arguments.ts'
import type { RecentMachines } from './recent-machines.ts'

/** Recent machines where the system has a place for them: the jump list of Windows, the Dock's menu of macOS. */
export const showRecentPlaces = (recent: RecentMachines, open: (machineId: string) => void): void => {
  if (process.platform === 'darwin') {
    const items = recent.map(({ id, name }) => ({ label: name, click: () => open(id) }))
    app.dock?.setMenu(Menu.buildFromTemplate(items))
  }
  // A task starts the program with arguments: outside a package that would be Electron without the application.
  if (process.platform === 'win32' && app.isPackaged) {
    app.setJumpList([
      {
        type: 'custom',
        name: 'Recent Machines',
        items: recent.map(({ id, name }) => ({
          type: 'task' as const,
          title: name,
          description: name,
          program: process.execPath,
          args: `${MACHINE_OPTION}${id}`
        }))
      }
    ])
  }
}
