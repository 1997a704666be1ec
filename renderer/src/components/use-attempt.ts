import { useNotification } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import { AppError } from '../../../electron/contract/errors.ts'

/** The sentence of an error for a person. */
export const useErrorSentence = (): ((error: unknown) => string) => {
  const { t } = useI18n()
  return error => {
    if (!(error instanceof AppError)) return t('common.errors.unexpected')
    return error.details['isOffline'] === true ? t('common.errors.offline') : error.message
  }
}

/**
 * Runs work that a person started and says calmly when it fails; the answer is undefined then. What was cancelled
 * by the person is not reported.
 */
export const useAttempt = (): (<T>(work: () => Promise<T>) => Promise<T | undefined>) => {
  const notification = useNotification()
  const sentence = useErrorSentence()
  const { t } = useI18n()
  return async work => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof AppError && error.code === 'cancelled') return undefined
      if (!(error instanceof AppError)) console.error(error)
      notification.error({
        title: t(`common.errors.title.${error instanceof AppError ? error.code : 'internal'}`),
        content: sentence(error),
        duration: 12_000,
        keepAliveOnHover: true
      })
      return undefined
    }
  }
}
