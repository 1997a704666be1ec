import { defineComponent, h, type PropType, type VNodeArrayChildren } from 'vue'
import { marked, type MarkedToken, type Token, type Tokens } from 'marked'
import { RouterLink } from 'vue-router'
import { linkTarget } from './link-target.ts'

interface Surroundings {
  readonly documents: readonly string[]
  readonly pictures: ReadonlyMap<string, string>
}

/** The lexer leaves HTML entities in plain texts. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'"
}
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/gu, entity => ENTITIES[entity] ?? '')

const children = (tokens: readonly Token[] | undefined, around: Surroundings): VNodeArrayChildren =>
  (tokens ?? []).map(token => node(token, around))

const link = ({ href, tokens }: Tokens.Link, around: Surroundings): VNodeArrayChildren[number] => {
  const inside = (): VNodeArrayChildren => children(tokens, around)
  const target = linkTarget(href, around.documents)
  if (target.kind === 'document') return h(RouterLink, { to: `/help/${target.name}` }, inside)
  if (target.kind === 'none') return h('span', inside())
  return h('a', { href: target.address, target: '_blank', rel: 'noopener noreferrer' }, inside())
}

const table = ({ header, rows }: Tokens.Table, around: Surroundings): VNodeArrayChildren[number] =>
  h('table', [
    h(
      'thead',
      h(
        'tr',
        header.map(cell => h('th', { scope: 'col' }, children(cell.tokens, around)))
      )
    ),
    h(
      'tbody',
      rows.map(row =>
        h(
          'tr',
          row.map(cell => h('td', children(cell.tokens, around)))
        )
      )
    )
  ])

/** One token as a node of the page. HTML in a document is left out: only what stands here can come out. */
const node = (token: Token, around: Surroundings): VNodeArrayChildren[number] => {
  const known = token as MarkedToken
  switch (known.type) {
    case 'heading':
      return h(`h${known.depth}`, children(known.tokens, around))
    case 'paragraph':
      return h('p', children(known.tokens, around))
    case 'text':
      return 'tokens' in known && known.tokens ? h('span', children(known.tokens, around)) : plain(known.text)
    case 'escape':
      return known.text
    case 'strong':
    case 'em':
      return h(known.type, children(known.tokens, around))
    case 'codespan':
      return h('code', plain(known.text))
    case 'code':
      return h('pre', h('code', known.text))
    case 'list':
      return h(
        known.ordered ? 'ol' : 'ul',
        known.items.map(item => h('li', children(item.tokens, around)))
      )
    case 'blockquote':
      return h('blockquote', children(known.tokens, around))
    case 'table':
      return table(known, around)
    case 'link':
      return link(known, around)
    case 'image':
      return h('img', { src: around.pictures.get(known.href.replace(/^.*\//u, '')), alt: known.text })
    case 'br':
    case 'hr':
      return h(known.type)
    default:
      return null
  }
}

/** A document in Markdown as nodes of the page. */
export const MarkdownText = defineComponent({
  name: 'MarkdownText',
  props: {
    text: { type: String, required: true },
    documents: { type: Array as PropType<readonly string[]>, required: true },
    pictures: { type: Object as PropType<ReadonlyMap<string, string>>, required: true }
  },
  setup: props => () => {
    const { documents, pictures } = props
    return h('div', { class: 'markdown' }, children(marked.lexer(props.text), { documents, pictures }))
  }
})
