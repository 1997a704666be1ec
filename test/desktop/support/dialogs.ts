import type { ElectronApplication } from 'playwright-core'

/** From now on message boxes of the system are answered with a button; answers what they asked so far. */
export const answerMessages = async (
  app: ElectronApplication,
  button: number
): Promise<() => Promise<string[]>> => {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, detail = '' } = args.at(-1) as { message: string; detail?: string }
      asked.push(`${message} ${detail}`)
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, button)
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
}
