import { attribute } from '../native.ts'
import type { Tensor, Variable } from '../types.ts'
import type { GraphBuilder } from './graph-builder.ts'
import type { GraphSession } from './session.ts'

/** Variables that live inside a graph between its runs. */
export interface GraphVariables {
  /** Adds a variable; `node` is its name, `${node}/read` its value. */
  readonly add: (node: string, shape: readonly number[]) => void
  /** Adds the node that sets all of them; call it once, when all are there. */
  readonly close: () => void
  readonly write: (session: GraphSession, values: ReadonlyMap<string, Tensor>) => void
  /** Their values, in the order of the names; the caller disposes of them. */
  readonly read: (session: GraphSession, nodes: readonly string[]) => Tensor[]
}

const WRITTEN = 'variables/written'
const DTYPE = attribute.type('dtype')

/** The node of a variable's value. */
export const valueOf = (node: string): string => `${node}/read`

/** Resource variables of a graph. All are written in one run: every set of feeds is optimised anew. */
export const createVariables = (graph: GraphBuilder): GraphVariables => {
  const writes: string[] = []
  return {
    add: (node, shape) => {
      graph.add(
        'VarHandleOp',
        [],
        [
          attribute.string('container', ''),
          attribute.string('shared_name', node),
          DTYPE,
          attribute.shape('shape', shape)
        ],
        node
      )
      graph.add('ReadVariableOp', [node], [DTYPE], valueOf(node))
      const given = graph.placeholder(1, shape, `${node}/given`)
      writes.push(graph.add('AssignVariableOp', [node, given], [DTYPE], `${node}/write`))
    },
    close: () => {
      const nothing = graph.constant({ dtype: 1, shape: [], bytes: new Uint8Array(4) })
      const after = writes.map(write => `^${write}`)
      graph.add('Identity', [nothing, ...after], [attribute.type('T')], WRITTEN)
    },
    write: (session, values) => {
      const feeds = new Map([...values].map(([node, value]) => [`${node}/given`, value]))
      for (const done of session.run(feeds, [WRITTEN])) done.dispose()
    },
    read: (session, nodes) => (nodes.length === 0 ? [] : session.run(new Map(), nodes.map(valueOf)))
  }
}

/** Gives a variable the value of a tensor, which is disposed of. */
export const take = (variable: Variable, value: Tensor): void => {
  variable.assign(value)
  value.dispose()
}
