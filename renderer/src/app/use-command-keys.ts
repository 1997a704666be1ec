import { useEventListener } from '@vueuse/core'
import { COMMAND_IDS, commandOf, type CommandId } from '../../../electron/contract/commands.ts'
import { acceleratorOf, isMac } from '../components/accelerator.ts'
import { useCommandStore } from '../stores/commands.ts'

/** Accelerators that browsers leave to the page. */
const FREE: ReadonlyMap<string, CommandId> = new Map(
  COMMAND_IDS.flatMap(id => {
    const { accelerator, isFreeInBrowser } = commandOf(id)
    return accelerator !== undefined && isFreeInBrowser === true ? [[accelerator, id]] : []
  })
)

/** The accelerators of the menu, in a browser; on the desktop they are the menu's own. */
export const useCommandKeys = (): void => {
  const commands = useCommandStore()
  const onMac = isMac()
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const accelerator = acceleratorOf(event, onMac)
    const id = accelerator === null ? undefined : FREE.get(accelerator)
    if (id !== undefined && commands.run(id)) event.preventDefault()
  })
}
