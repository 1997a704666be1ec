import { expect, it } from 'vitest'
import { refuseFewClips, withSiblingNames } from '../../../../electron/compute/detector/deeper-siblings.ts'

const siblings = ['Pump 2', 'Pump 3'].map((name, index) => ({
  sibling: { machineId: String(index), name, normals: 20 }
}))
const clips = (count: number): number[] => new Array<number>(count).fill(0)
const refuse = (own: number, ...gathered: number[]) => {
  refuseFewClips(own, gathered.map(clips), siblings)
}

it('needs as many clips of this machine as two networks, each without a half of them', () => {
  expect(() => refuse(9, 20, 20)).toThrow(
    'A deeper fit needs 10 normal clips of this machine; it can learn from 9 normal clips'
  )
  expect(() => refuse(10, 20, 20)).not.toThrow()
})

it('names the sibling that has too few left, and how many', () => {
  expect(() => refuse(20, 20, 1)).toThrow(
    'A deeper fit needs 5 normal clips of Pump 3; it can learn from 1 of its normal clips'
  )
})

it('tells warnings by the names that a person gave the machines', () => {
  expect(withSiblingNames('sibling-2: 7 clips', siblings)).toBe('Pump 3: 7 clips')
  expect(withSiblingNames('sibling-12: 7 clips', siblings)).toBe('sibling-12: 7 clips')
})
