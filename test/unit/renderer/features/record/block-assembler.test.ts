import { describe, expect, it } from 'vitest'
import {
  createBlockAssembler,
  type CaptureBlock
} from '../../../../../renderer/src/features/record/capture/block-assembler.ts'

const QUANTUM = 4

const gather = (channels: number, blockFrames: number) => {
  const blocks: CaptureBlock[] = []
  const assembler = createBlockAssembler(channels, blockFrames, block => blocks.push(block))
  return { blocks, push: assembler.push }
}
const ones = (value = 0.5): Float32Array => new Float32Array(QUANTUM).fill(value)
const silence = new Float32Array(QUANTUM)

describe('the assembler of blocks', () => {
  it('interleaves the channels and counts frames on', () => {
    const { blocks, push } = gather(2, 8)
    for (let frame = 0; frame < 16; frame += QUANTUM) {
      const left = Float32Array.from({ length: QUANTUM }, (_, index) => frame + index)
      push([left, left.map(value => -value)], 1000 + frame, QUANTUM)
    }
    expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
      [1000, 8],
      [1008, 8]
    ])
    expect([...(blocks[1]?.samples.slice(0, 4) ?? [])]).toEqual([8, -8, 9, -9])
  })

  it('cuts a quantum that does not fit a block', () => {
    const { blocks, push } = gather(1, 6)
    for (let frame = 0; frame < 12; frame += QUANTUM) push([ones()], frame, QUANTUM)
    expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
      [0, 6],
      [6, 6]
    ])
  })

  it('ends a block where the frame counter jumps, and says where the next one is', () => {
    const { blocks, push } = gather(1, 8)
    push([ones()], 0, QUANTUM)
    push([ones()], 20, QUANTUM)
    push([ones()], 24, QUANTUM)
    expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
      [0, 4],
      [20, 8]
    ])
  })

  it('takes a source that is not there for silence', () => {
    const { blocks, push } = gather(2, 4)
    push([], 0, QUANTUM)
    expect(blocks[0]?.samples).toEqual(new Float32Array(8))
  })

  it('measures peaks, squares and clipped samples for the meter', () => {
    const { blocks, push } = gather(2, 4)
    push([Float32Array.of(0.5, -1, 0, 0), Float32Array.of(0.25, 0, 0, 0.25)], 0, QUANTUM)
    expect(blocks[0]?.peaks).toEqual([1, 0.25])
    expect(blocks[0]?.squares).toEqual([1.25, 0.125])
    expect(blocks[0]?.clipped).toBe(1)
  })

  it('reports silence that is cut into sound, once it is over', () => {
    const { blocks, push } = gather(1, 8)
    for (const [index, quantum] of [ones(), silence, silence, ones(), ones(), ones()].entries()) {
      push([quantum], index * QUANTUM, QUANTUM)
    }
    expect(blocks.flatMap(({ holes }) => holes)).toEqual([{ firstFrame: 4, frames: 8 }])
  })

  it('leaves silence alone that sound fades into, or that begins the recording', () => {
    const { blocks, push } = gather(1, 4)
    const faint = ones(2 / 32768)
    for (const [index, quantum] of [silence, ones(), faint, silence, faint, ones()].entries()) {
      push([quantum], index * QUANTUM, QUANTUM)
    }
    expect(blocks.flatMap(({ holes }) => holes)).toEqual([])
  })
})
