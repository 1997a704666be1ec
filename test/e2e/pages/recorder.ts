import type { Page } from 'playwright-core'

/** The recorder of the machine that is open. */
export const recorderOf = (page: Page) => {
  const button = page.getByTestId('record')
  const done = page.getByRole('list', { name: 'Recorded here' })
  const live = page.getByTestId('live')
  const mark = page.getByTestId('recorder-mark')
  const meter = page.getByRole('meter', { name: 'Level of channel 1' })
  const number = async (name: string, value: number): Promise<void> => {
    const field = page.getByRole('textbox', { name, exact: true })
    await field.fill(String(value))
    await field.press('Tab')
  }
  /** Waits for the meter; answers the browser's question first where there is one. */
  const turnOn = async (): Promise<void> => {
    const ask = page.getByTestId('turn-on')
    await ask.or(meter).first().waitFor()
    if (await ask.isVisible()) await ask.click()
    await meter.waitFor()
  }
  /** Recordings of this window. */
  const count = (): Promise<number> => done.getByRole('listitem').count()
  /** Waits until so many recordings of this window can be listened to. */
  const untilDone = (wanted: number): Promise<void> =>
    done
      .getByRole('link', { name: 'Listen' })
      .nth(wanted - 1)
      .waitFor({ timeout: 90_000 })
  return {
    meter,
    done,
    live,
    mark,
    /** What is in the way of the microphone. */
    problem: page.getByTestId('microphone-problem'),
    guide: page.getByTestId('guide'),
    /** A take that nobody stopped. */
    waiting: page.getByTestId('waiting-take'),
    /** Those of the take that is recorded now. */
    dropOuts: page.getByTestId('drop-outs'),
    /** Recordings of this window whose drop-outs are told. */
    flawed: done.getByRole('listitem').filter({ hasText: /drop-out/ }),
    turnOn,
    /** From the recordings of a machine to its recorder, with the microphone on. */
    open: async (): Promise<void> => {
      await page.getByTestId('open-record').click()
      await turnOn()
    },
    ask: (): Promise<void> => page.getByTestId('turn-on').click(),
    tryAgain: (): Promise<void> => page.getByRole('button', { name: 'Try again' }).click(),
    chooseOne: (): Promise<void> => page.getByText('One recording', { exact: true }).click(),
    includePreRoll: (): Promise<void> => page.getByTestId('pre-roll').click(),
    record: (): Promise<void> => button.click(),
    /** Ends with the recording among those that can be listened to. */
    stop: async (): Promise<void> => {
      const before = await count()
      await button.click()
      await untilDone(before + 1)
    },
    /** Length of the take so far, whole seconds. */
    elapsedS: async (): Promise<number> => {
      const [minutes = 0, seconds = 0] = (await page.getByRole('timer').innerText()).split(':').map(Number)
      return minutes * 60 + seconds
    },
    startSeries: async (plan: { count: number; lengthS: number; intervalS: number }): Promise<void> => {
      await page.getByText('Series', { exact: true }).click()
      await number('Clips', plan.count)
      await number('Length', plan.lengthS)
      await number('Every', plan.intervalS)
      await page.getByTestId('start-series').click()
    },
    pause: (): Promise<void> => page.getByRole('button', { name: 'Pause', exact: true }).click(),
    goOn: (): Promise<void> => page.getByRole('button', { name: 'Continue', exact: true }).click(),
    paused: page.getByText('Paused', { exact: true }),
    count,
    untilDone,
    listen: (): Promise<void> => done.getByRole('link', { name: 'Listen' }).first().click()
  }
}
