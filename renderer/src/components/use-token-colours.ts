import { shallowRef, type ShallowRef } from 'vue'
import { useMutationObserver } from '@vueuse/core'

const TOKENS = {
  acceptable: '--acceptable',
  monitor: '--monitor',
  alarm: '--alarm',
  unknown: '--unknown',
  alarmTint: '--alarm-tint',
  accent: '--accent',
  page: '--page',
  panel: '--panel',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  text2: '--text-2',
  text3: '--text-3'
} as const

export type TokenColours = Readonly<Record<keyof typeof TOKENS, string>>

const readTokens = (): TokenColours => {
  const style = getComputedStyle(document.documentElement)
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()])
  return Object.fromEntries(entries) as TokenColours
}

/** Colours of tokens.css for canvases and charts, read again when the theme changes. */
export const useTokenColours = (): ShallowRef<TokenColours> => {
  const colours = shallowRef(readTokens())
  useMutationObserver(
    document.documentElement,
    () => {
      colours.value = readTokens()
    },
    { attributes: true, attributeFilter: ['data-theme'] }
  )
  return colours
}
