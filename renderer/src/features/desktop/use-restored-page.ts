import { useMessage } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import type { Desktop } from '../../api/desktop.ts'
import { useAttempt } from '../../components/use-attempt.ts'

const SHOWN_MS = 15_000

/** Tells when the desktop opened this page again because it had stopped. */
export const useRestoredPage = (desktop: Desktop): void => {
  const message = useMessage()
  const attempt = useAttempt()
  const { t } = useI18n()
  void attempt(async () => {
    if (!(await desktop.call('page.wasRestored', {}))) return
    message.warning(t('shell.restored'), { duration: SHOWN_MS, closable: true })
  })
}
