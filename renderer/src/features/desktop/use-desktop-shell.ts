import { computed, h, onScopeDispose, watch } from 'vue'
import { useStorage } from '@vueuse/core'
import { NButton, useMessage } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { DesktopEventName, DesktopEventPayload, Shown } from '../../../../electron/contract/desktop.ts'
import { useDesktop } from '../../api/desktop.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useCommandStore } from '../../stores/commands.ts'
import { useMachineStore } from '../../stores/machines.ts'
import { useMachineImport } from '../exchange/use-machine-import.ts'
import { useImportDialog } from '../import/use-import-dialog.ts'
import { useRecorderStore } from '../record/store/recorder-store.ts'
import { sortPaths } from './opened-paths.ts'
import { useDesktopNews } from './use-desktop-news.ts'
import { useOpenedFiles } from './use-opened-files.ts'
import { useRestoredPage } from './use-restored-page.ts'

const SHOWN_MS = 8000

/** Ties the interface to the desktop around it: its menu, its files, its notifications. Nothing in a browser. */
export const useDesktopShell = (): void => {
  const desktop = useDesktop()
  const commands = useCommandStore()
  const machines = useMachineStore()
  const recorder = useRecorderStore()
  const importDialog = useImportDialog()
  const machineImport = useMachineImport()
  const opened = useOpenedFiles()
  const attempt = useAttempt()
  const message = useMessage()
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const isRailCollapsed = useStorage('earshot.rail.collapsed', false)
  useDesktopNews()
  if (desktop === null) return
  useRestoredPage(desktop)

  const listen = <N extends DesktopEventName>(
    name: N,
    listener: (payload: DesktopEventPayload<N>) => void
  ): void => onScopeDispose(desktop.on(name, listener))

  const machine = computed(() => {
    const id = route.params['machineId']
    const summary = typeof id === 'string' ? machines.byId.get(id) : undefined
    return summary === undefined ? null : { id: summary.machine.id, name: summary.machine.name }
  })
  const shown = computed<Shown>(() => ({
    machine: machine.value,
    commands: [...commands.offered],
    isRailOpen: !isRailCollapsed.value,
    isRecording: recorder.isRecording
  }))

  listen('desktop.command', ({ id }) => void commands.run(id))
  listen('desktop.goTo', ({ place }) => void router.push(place))
  listen('desktop.opened', ({ paths }) => {
    const { machineFiles, recordings } = sortPaths(paths)
    const [machineFile] = machineFiles
    if (machineFile !== undefined) machineImport.open({ path: machineFile })
    if (recordings.length === 0) return
    if (machine.value !== null) importDialog.open(machine.value.id, { paths: recordings })
    else opened.add(recordings)
  })
  listen('desktop.saved', ({ fileName }) => {
    const reveal = (): void => void attempt(() => desktop.call('desktop.revealSaved', {}))
    message.success(
      () => [
        t('shell.saved', { name: fileName }),
        ' ',
        h(NButton, { text: true, type: 'primary', onClick: reveal }, () => t('shell.reveal'))
      ],
      { duration: SHOWN_MS }
    )
  })
  watch(
    () => JSON.stringify(shown.value),
    () => void attempt(() => desktop.call('desktop.show', shown.value)),
    { immediate: true }
  )
}
