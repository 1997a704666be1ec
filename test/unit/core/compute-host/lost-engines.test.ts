import { expect, it } from 'vitest'
import { AppError } from '../../../../electron/contract/errors.ts'
import { lossOf } from '../../../../electron/core/compute-host/lost-engines.ts'

it('knows which engine an error took away', () => {
  const error = new AppError('engine-lost', 'The card stopped.', { engine: 'webgpu' })
  expect(lossOf(error)).toEqual({ id: 'webgpu', why: 'The card stopped.' })
})

it('blames the graphics card for a crash, but not the processor', () => {
  const crash = (engine?: string): AppError =>
    new AppError('compute-lost', 'It crashed.', engine === undefined ? {} : { engine })
  expect(lossOf(crash('tensorflow-cuda'))).toEqual({
    id: 'tensorflow-cuda',
    why: 'It crashed. TensorFlow (CUDA) was in use.'
  })
  expect(lossOf(crash('tensorflow'))).toBeNull()
  expect(lossOf(crash())).toBeNull()
})

it('leaves every other error alone', () => {
  expect(lossOf(new AppError('engine-missing', 'None.', { engine: 'webgpu' }))).toBeNull()
  expect(lossOf(new Error('broken'))).toBeNull()
})
