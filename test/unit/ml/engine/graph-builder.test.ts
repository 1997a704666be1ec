import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { describe, expect, it } from 'vitest'
import { createGraphBuilder } from '../../../../electron/ml/engine/graph/graph-builder.ts'
import { attribute } from '../../../../electron/ml/engine/native.ts'

/** The length-delimited fields of a message as bytes, by number; numbers as BigInt. */
const fieldsOf = (bytes: Uint8Array): Map<number, (Uint8Array | bigint)[]> => {
  const reader = new BinaryReader(bytes)
  const fields = new Map<number, (Uint8Array | bigint)[]>()
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag()
    const value =
      type === WireType.LengthDelimited
        ? reader.bytes()
        : type === WireType.Varint
          ? BigInt(reader.int64())
          : BigInt(reader.fixed32())
    fields.set(number, [...(fields.get(number) ?? []), value])
  }
  return fields
}

const part = (bytes: Uint8Array, ...path: number[]): Uint8Array =>
  path.reduce((inner, number) => {
    const [found] = fieldsOf(inner).get(number) ?? []
    if (!(found instanceof Uint8Array)) throw new Error(`No message ${number}`)
    return found
  }, bytes)

const text = (bytes: Uint8Array | bigint | undefined): string =>
  bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : ''

describe('a graph builder', () => {
  it('writes a SavedModel with the tag that is loaded, its nodes in order with their inputs', () => {
    const graph = createGraphBuilder()
    const given = graph.placeholder(1, [2, 3], 'given')
    graph.add('Relu', [given, '^given'], [attribute.type('T')], 'result')
    const model = graph.savedModel()
    expect(text(fieldsOf(part(model, 2, 1)).get(4)?.[0])).toBe('serve')
    const nodes = fieldsOf(part(model, 2, 2)).get(1) ?? []
    const read = nodes.map(node => fieldsOf(node as Uint8Array))
    expect(read.map(node => [text(node.get(1)?.[0]), text(node.get(2)?.[0])])).toEqual([
      ['given', 'Placeholder'],
      ['result', 'Relu']
    ])
    expect(read[1]?.get(3)?.map(text)).toEqual(['given', '^given'])
    expect(graph.nodeCount()).toBe(2)
  })

  it('writes every kind of attribute in its field', () => {
    const graph = createGraphBuilder()
    graph.add(
      'Any',
      [],
      [
        attribute.string('string', 'NHWC'),
        attribute.int('int', -3),
        attribute.float('float', 0.5),
        attribute.bool('bool', true),
        attribute.type('type', 3),
        attribute.shape('shape', [4, -1]),
        attribute.ints('ints', [1, 2])
      ]
    )
    const entries = fieldsOf(part(graph.savedModel(), 2, 2, 1)).get(5) ?? []
    const found = Object.fromEntries(
      entries.map(entry => {
        const fields = fieldsOf(entry as Uint8Array)
        return [text(fields.get(1)?.[0]), fieldsOf(fields.get(2)?.[0] as Uint8Array)]
      })
    )
    expect(text(found.string?.get(2)?.[0])).toBe('NHWC')
    expect(found.int?.get(3)).toEqual([-3n])
    expect(found.float?.get(4)).toEqual([BigInt(new Uint32Array(Float32Array.of(0.5).buffer)[0] ?? 0)])
    expect(found.bool?.get(5)).toEqual([1n])
    expect(found.type?.get(6)).toEqual([3n])
    const sizes = fieldsOf(found.shape?.get(7)?.[0] as Uint8Array).get(2) ?? []
    expect(sizes.map(size => fieldsOf(size as Uint8Array).get(1))).toEqual([[4n], [-1n]])
    expect(fieldsOf(found.ints?.get(1)?.[0] as Uint8Array).get(3)).toEqual([1n, 2n])
  })

  it('writes the numbers of a constant as they lie in memory', () => {
    const graph = createGraphBuilder()
    const bytes = new Uint8Array(Float32Array.of(1, 2).buffer)
    graph.constant({ dtype: 1, shape: [2], bytes })
    const entries = fieldsOf(part(graph.savedModel(), 2, 2, 1)).get(5) ?? []
    const value = entries
      .map(entry => fieldsOf(entry as Uint8Array))
      .find(entry => text(entry.get(1)?.[0]) === 'value')
    const tensor = fieldsOf(value?.get(2)?.[0] as Uint8Array).get(8)?.[0] as Uint8Array
    expect(fieldsOf(tensor).get(4)).toEqual([bytes])
  })
})
