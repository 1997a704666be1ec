import type { Page } from 'playwright-core'

/** The player dock. */
export const playerOf = (page: Page) => {
  const dock = page.getByRole('region', { name: 'Player' })
  return {
    dock,
    /** Position of playback in seconds. */
    positionS: async (): Promise<number> =>
      Number.parseFloat((await dock.getByRole('timer').innerText()).trim()),
    play: (): Promise<void> => dock.getByRole('button', { name: 'Play', exact: true }).click(),
    pause: (): Promise<void> => dock.getByRole('button', { name: 'Pause', exact: true }).click(),
    /** Share of the lane's pixels that are filled in the colour of an alarm. */
    alarmShareOfLane: (): Promise<number> =>
      dock.getByRole('img', { name: /^Score lane/ }).evaluate(element => {
        const canvas = element as HTMLCanvasElement
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        let red = 0
        for (let at = 0; at < pixels.length; at += 4) {
          const [r = 0, g = 0, b = 0, alpha = 0] = pixels.slice(at, at + 4)
          if (alpha > 128 && r > 180 && g < 110 && b < 110) red++
        }
        return red / (pixels.length / 4)
      }),
    /** Number of different colours in the spectrogram: one where nothing is drawn. */
    spectrogramColours: (): Promise<number> =>
      dock.getByRole('img', { name: 'Spectrogram' }).evaluate(element => {
        const canvas = element as HTMLCanvasElement
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        const colours = new Set<number>()
        for (let at = 0; at < pixels.length; at += 64) {
          colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0))
        }
        return colours.size
      })
  }
}
