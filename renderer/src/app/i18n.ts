import type { Plugin } from 'vue'
import { createI18n } from 'vue-i18n'

type Catalogue = { [key: string]: string | Catalogue }

/** File name without folder and extension: the first part of every key of that file. */
const sectionOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.ts$/, '')

const files = import.meta.glob<{ default: Catalogue }>('../locales/en/*.ts', { eager: true })

/** All texts: `locales/en/model.ts` gives the keys `model.…`. */
const englishTexts = (): Catalogue =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [sectionOf(path), file.default]))

/** The message catalogue as Vue plugin. */
export const createCatalogue = (): Plugin => {
  const messages: Record<string, Catalogue> = { en: englishTexts() }
  return createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages })
}
