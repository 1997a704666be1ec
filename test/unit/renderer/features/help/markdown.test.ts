import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createMemoryHistory, createRouter } from 'vue-router'
import { describe, expect, it } from 'vitest'
import { linkTarget } from '../../../../../renderer/src/features/help/link-target.ts'
import { MarkdownText } from '../../../../../renderer/src/features/help/MarkdownText.ts'

const DOCUMENTS = ['detector', 'README']

const html = (text: string): Promise<string> => {
  const pictures = new Map([['trend.png', '/assets/trend-1a2b.png']])
  const app = createSSRApp({ render: () => h(MarkdownText, { text, documents: DOCUMENTS, pictures }) })
  const page = { path: '/:rest(.*)*', component: MarkdownText }
  app.use(createRouter({ history: createMemoryHistory(), routes: [page] }))
  return renderToString(app)
}

describe('a document', () => {
  it('shows headings, lists, code, tables and emphasis', async () => {
    expect(await html('## Two')).toContain('<h2>Two</h2>')
    expect(await html('- **one** and `two`')).toMatch(
      /<li>.*<strong>one<\/strong> and <code>two<\/code>.*<\/li>/
    )
    expect(await html('| a | b |\n|---|---|\n| 1 | *2* |')).toMatch(/<th scope="col">a<\/th>.*<em>2<\/em>/)
    expect(await html('```\nnpm start\n```')).toContain('<pre><code>npm start</code></pre>')
  })

  it('shows characters as they are meant', async () => {
    expect(await html('a < b & "c"')).toContain('a &lt; b &amp; &quot;c&quot;')
  })

  it('shows its pictures from the application', async () => {
    expect(await html('![Trend](docs/images/trend.png)')).toContain(
      'src="/assets/trend-1a2b.png" alt="Trend"'
    )
  })

  it('leaves out HTML, and with it every script', async () => {
    const shown = await html('before <img src=x onerror="alert(1)"> <script>alert(1)</script> after')
    expect(shown).not.toMatch(/<img|<script|onerror/)
  })

  it('leads to other documents inside the application and to sites outside', async () => {
    expect(await html('[how](docs/detector.md#limits)')).toContain('href="/help/detector"')
    expect(await html('[paper](https://doi.org/10.1)')).toContain(
      'href="https://doi.org/10.1" target="_blank"'
    )
    expect(await html('[source](../electron/main/index.ts)')).not.toContain('href')
  })
})

describe('the target of a link', () => {
  it('is a document, a site or nothing', () => {
    expect(linkTarget('detector.md', DOCUMENTS)).toEqual({ kind: 'document', name: 'detector' })
    expect(linkTarget('../README.md', DOCUMENTS)).toEqual({ kind: 'document', name: 'README' })
    expect(linkTarget('decisions/0001-node-24-from-npm.md', DOCUMENTS)).toEqual({ kind: 'none' })
    expect(linkTarget('javascript:alert(1)', DOCUMENTS)).toEqual({ kind: 'none' })
    expect(linkTarget('http://example.org/', DOCUMENTS)).toEqual({ kind: 'none' })
  })
})
