import type { EngineWish } from '../../contract/engines.ts'
import { readEngineChoice } from '../../contract/engines.ts'

let told: EngineWish | null = null

/** The host's word on engines, for every engine that this process opens from now on. */
export const setEngineWish = (wish: EngineWish): void => {
  told = wish
}

/** What was wished for: by the host, or by EARSHOT_ENGINE where there is none. @throws AppError invalid */
export const engineWish = (env: NodeJS.ProcessEnv = process.env): EngineWish =>
  told ?? { choice: readEngineChoice(env.EARSHOT_ENGINE) ?? 'automatic', lost: [] }
