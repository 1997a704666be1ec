import { Notification } from 'electron'

/** Shows a notification of the system where it has them; `onClick` when the person takes it up. */
export type Notify = (title: string, body: string, onClick: () => void) => void

/** Notifications by Electron. */
export const createNotify = (): Notify => {
  // One that is collected as garbage loses its click.
  const shown = new Set<Notification>()
  return (title, body, onClick) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('click', onClick)
    notification.on('close', () => shown.delete(notification))
    notification.show()
  }
}
