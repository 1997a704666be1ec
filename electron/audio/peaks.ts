/** Lowest and highest value of every stretch, for drawing: pairs of Int8, full scale +-127. */
export interface Peaks {
  readonly perSecond: number
  readonly durationS: number
  /** low, high, low, high, ... */
  readonly data: Int8Array
}

export interface PeakSums {
  push(block: Float32Array): void
  result(): Peaks
}

const PER_SECOND = 100

const toInt8 = (value: number): number => Math.max(-127, Math.min(127, Math.round(127 * value)))

/** Accumulates peaks block by block. Stretch i has samples floor(i x rate / perSecond) up to the next one's first. */
export const createPeakSums = (sampleRateHz: number, perSecond = PER_SECOND): PeakSums => {
  let pairs = new Int8Array(2048)
  let count = 0
  let position = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let end = Math.max(1, Math.floor(sampleRateHz / perSecond))

  const close = (): void => {
    if (2 * count + 2 > pairs.length) {
      const larger = new Int8Array(2 * pairs.length)
      larger.set(pairs)
      pairs = larger
    }
    pairs[2 * count] = toInt8(low)
    pairs[2 * count + 1] = toInt8(high)
    count++
    low = Number.POSITIVE_INFINITY
    high = Number.NEGATIVE_INFINITY
    end = Math.max(position + 1, Math.floor(((count + 1) * sampleRateHz) / perSecond))
  }
  return {
    push: block => {
      for (let at = 0; at < block.length;) {
        const stop = Math.min(block.length, at + end - position)
        position += stop - at
        // Numbers that a closure keeps are slow to write: the loop has copies of its own.
        let lowest = low
        let highest = high
        for (; at < stop; at++) {
          const value = block[at] as number
          if (value < lowest) lowest = value
          if (value > highest) highest = value
        }
        low = lowest
        high = highest
        if (position === end) close()
      }
    },
    result: () => {
      const last = low <= high ? [toInt8(low), toInt8(high)] : []
      const data = new Int8Array(2 * count + last.length)
      data.set(pairs.subarray(0, 2 * count))
      data.set(last, 2 * count)
      return { perSecond, durationS: position / sampleRateHz, data }
    }
  }
}

/** Peaks of a whole signal. */
export const peaksOf = (samples: Float32Array, sampleRateHz: number, perSecond = PER_SECOND): Peaks => {
  const sums = createPeakSums(sampleRateHz, perSecond)
  sums.push(samples)
  return sums.result()
}
