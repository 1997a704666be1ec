import { attention2d } from './attention.ts'
import { convolution2d } from './convolution.ts'
import type { Build, Layer } from './layer.ts'
import { batchNormalisation } from './normalisation.ts'
import { maxPool2d } from './pooling.ts'

export interface ResidualOptions {
  readonly channelsIn: number
  readonly channelsOut: number
  readonly stride: 1 | 2
}

/**
 * Pre-activation residual block with attention: twice (batch normalisation, ReLU, 3 x 3 convolution), attention, plus
 * the input; where the block halves the picture, the input goes through a 2 x 2 maximum and a 1 x 1 convolution.
 */
export const residualBlock = (build: Build, name: string, options: ResidualOptions): Layer => {
  const { channelsIn, channelsOut, stride } = options
  const { tf, ops } = build.engine
  const half = (part: string, from: number, step: number): Layer => {
    const normalise = batchNormalisation(build, `${name}/${part}/normalise`, from)
    const convolve = convolution2d(build, `${name}/${part}`, {
      size: [3, 3],
      channelsIn: from,
      channelsOut,
      stride: [step, step],
      padding: [1, 1]
    })
    return (x, isTraining) => convolve(ops.relu(normalise(x, isTraining)), isTraining)
  }
  const first = half('convolve1', channelsIn, stride)
  const second = half('convolve2', channelsOut, 1)
  const attend = attention2d(build, `${name}/attend`, channelsOut)
  const shortcut = shortcutOf(build, `${name}/shortcut`, options)
  return (x, isTraining) => {
    const changed = attend(second(first(x, isTraining), isTraining), isTraining)
    return tf.add(changed, shortcut(x, isTraining))
  }
}

const shortcutOf = (
  build: Build,
  name: string,
  { channelsIn, channelsOut, stride }: ResidualOptions
): Layer => {
  if (stride === 1 && channelsIn === channelsOut) return x => x
  const match = convolution2d(build, name, {
    size: [1, 1],
    channelsIn,
    channelsOut,
    stride: [1, 1],
    padding: [0, 0]
  })
  if (stride === 1) return match
  const halve = maxPool2d(build, [2, 2], [2, 2], 'same')
  return (x, isTraining) => match(halve(x, isTraining), isTraining)
}
