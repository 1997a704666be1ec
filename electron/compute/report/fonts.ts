import { createRequire } from 'node:module'
import type { FontName } from './font-runs.ts'

const resolve = createRequire(import.meta.url).resolve

const font = (name: string): string => resolve(`@expo-google-fonts/${name}`)

/**
 * The report's fonts (SIL Open Font License); pdfkit opens one only when a text uses it and embeds a subset.
 * Latin, Greek and Cyrillic; Japanese; Chinese.
 */
export const reportFonts = (): Record<FontName, { normal: string; bold: string }> => ({
  NotoSans: {
    normal: font('noto-sans/400Regular/NotoSans_400Regular.ttf'),
    bold: font('noto-sans/600SemiBold/NotoSans_600SemiBold.ttf')
  },
  NotoSansJP: {
    normal: font('noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
    bold: font('noto-sans-jp/600SemiBold/NotoSansJP_600SemiBold.ttf')
  },
  NotoSansSC: {
    normal: font('noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    bold: font('noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf')
  }
})
