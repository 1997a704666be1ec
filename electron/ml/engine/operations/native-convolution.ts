import type { Padding, Pair, Tensor, Tf } from '../types.ts'
import { convolutionAttributes } from './convolution-attributes.ts'
import { pair, saver } from './custom-gradient.ts'
import type { RunOne } from './custom-gradient.ts'
import { gradientByInputOfStride2 } from './sub-pixel.ts'
import type { Operations } from './types.ts'

/** Up to here the gradient by the input is faster by its phases. */
const FEW_CHANNELS = 2

/**
 * Convolutions by TensorFlow's own operations. oneDNN, several times faster than TensorFlow's other kernels, takes the
 * gradients of SAME and VALID but not of explicit padding: where the padding is not SAME's, they are those of VALID
 * over an input that is padded first.
 */
export const nativeConvolutions = (
  tf: Tf,
  one: RunOne
): Pick<Operations, 'convolve' | 'convolveTransposed'> => {
  const sizes = (shape: Shape): Tensor => tf.tensor1d([...shape], 'int32')
  const byInput = (x: Shape, filter: Tensor, gradient: Tensor, { stride, padding }: Geometry): Tensor => {
    if (stride[0] === 2 && stride[1] === 2 && (filter.shape[2] ?? 0) <= FEW_CHANNELS) {
      return gradientByInputOfStride2(tf, one, x, filter, gradient, padding)
    }
    if (isSame(x, filter.shape, stride, padding)) {
      return one('Conv2DBackpropInput', convolutionAttributes(stride, 'SAME'), [sizes(x), filter, gradient])
    }
    const how = convolutionAttributes(stride, 'VALID')
    const whole = one('Conv2DBackpropInput', how, [sizes(paddedShape(x, padding)), filter, gradient])
    return hasPadding(padding) ? tf.slice(whole, [0, padding[0][0], padding[1][0], 0], [...x]) : whole
  }
  const byFilter = (x: Tensor, filter: Shape, gradient: Tensor, { stride, padding }: Geometry): Tensor => {
    const isSameSize = isSame(x.shape, filter, stride, padding)
    const isReady = isSameSize || !hasPadding(padding)
    const input = isReady ? x : tf.pad(x, [[0, 0], [...padding[0]], [...padding[1]], [0, 0]])
    const how = convolutionAttributes(stride, isSameSize ? 'SAME' : 'VALID')
    return one('Conv2DBackpropFilter', how, [input, sizes(filter), gradient])
  }
  const forwards = (x: Tensor, filter: Tensor, { stride, padding }: Geometry): Tensor => {
    const unlikeSame = hasPadding(padding) ? padding : 'VALID'
    const how = isSame(x.shape, filter.shape, stride, padding) ? 'SAME' : unlikeSame
    return one('Conv2D', convolutionAttributes(stride, how), [x, filter])
  }
  return {
    convolve: (x, filter, stride, padding) => {
      const geometry = { stride, padding }
      return tf.customGrad((a, b, save) => {
        const [input, weights] = [a as Tensor, b as Tensor]
        saver(save)([input, weights])
        const gradFunc = (gradient: Tensor, saved: Tensor[]) => {
          const [savedInput, savedWeights] = pair(saved)
          return [
            byInput(x.shape, savedWeights, gradient, geometry),
            byFilter(savedInput, filter.shape, gradient, geometry)
          ]
        }
        return { value: forwards(input, weights, geometry), gradFunc }
      })(x, filter)
    },
    convolveTransposed: (x, filter, [rows, columns], stride, padding) => {
      const geometry = { stride, padding }
      const shape = [x.shape[0] ?? 0, rows, columns, filter.shape[2] ?? 0]
      return tf.customGrad((a, b, save) => {
        const [input, weights] = [a as Tensor, b as Tensor]
        saver(save)([input, weights])
        const gradFunc = (gradient: Tensor, saved: Tensor[]) => {
          const [savedInput, savedWeights] = pair(saved)
          return [
            forwards(gradient, savedWeights, geometry),
            byFilter(gradient, filter.shape, savedInput, geometry)
          ]
        }
        return { value: byInput(shape, weights, input, geometry), gradFunc }
      })(x, filter)
    }
  }
}

type Shape = readonly number[]

interface Geometry {
  readonly stride: Pair
  readonly padding: Padding
}

const hasPadding = ([rows, columns]: Padding): boolean => rows[0] + rows[1] + columns[0] + columns[1] > 0

const paddedShape = (shape: Shape, padding: Padding): number[] =>
  shape.map((size, axis) => {
    const [before, after] = padding[axis - 1] ?? [0, 0]
    return size + before + after
  })

/** Whether TensorFlow's SAME adds exactly this padding: what is odd goes after. */
const isSame = (x: Shape, filter: Shape, stride: Pair, padding: Padding): boolean =>
  padding.every(([before, after], axis) => {
    const [size, extent, step] = [x[axis + 1] ?? 0, filter[axis] ?? 1, stride[axis] ?? 1]
    const added = Math.max((Math.ceil(size / step) - 1) * step + extent - size, 0)
    return before === Math.floor(added / 2) && after === Math.ceil(added / 2)
  })
