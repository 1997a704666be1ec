import { useI18n } from 'vue-i18n'

/** Words for the epochs of each network: "30 rounds", "2 networks, 15 rounds each", "2 networks, 15 and 4 rounds". */
export const useRounds = (): ((byNetwork: readonly number[]) => string) => {
  const { t } = useI18n()
  return byNetwork => {
    const [first = 0] = byNetwork
    const networks = byNetwork.length
    if (networks <= 1) return t('model.training.rounds', { count: first }, first)
    return byNetwork.every(epochs => epochs === first)
      ? t('model.training.roundsEach', { networks, count: first }, first)
      : t('model.training.roundsApart', { networks, counts: byNetwork.join(t('model.training.and')) })
  }
}
