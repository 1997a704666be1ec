import { AppError, type Output, type ParsedInput } from '../../contract/index.ts'

const notYet = (): never => {
  throw new AppError('not-found', 'There is no such take')
}

/** Takes: recordings that are being written. */
export const createTakeService = () => ({
  begin: async (_start: ParsedInput<'takes.begin'>): Promise<Output<'takes.begin'>> => notYet(),
  finish: async (_input: ParsedInput<'takes.finish'>): Promise<Output<'takes.finish'>> => notYet(),
  discard: async (_takeId: string): Promise<void> => notYet(),
  list: (_machineId: string | undefined): Promise<Output<'takes.list'>> => Promise.resolve([])
})
