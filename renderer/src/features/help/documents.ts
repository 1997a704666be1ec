/** The documents that come with the application, in the order in which a person needs them. */
const FIRST = ['README', 'sample-machine', 'detector', 'detectors', 'engine', 'security', 'results'] as const

const texts = import.meta.glob<string>(['../../../../README.md', '../../../../docs/*.md'], {
  query: '?raw',
  import: 'default'
})
const pictures = import.meta.glob<string>('../../../../docs/images/*.png', {
  query: '?url',
  import: 'default'
})

const nameOf = (path: string): string => path.replace(/^.*\//u, '').replace(/\.md$/u, '')

/** "sample-machine" -> "Sample machine"; the first page is the application's own. */
export const titleOf = (name: string): string =>
  name === 'README' ? 'Earshot' : name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')

/** Names of the documents that are there: the known ones first, the rest by name. */
export const documentNames = (): readonly string[] => {
  const there = Object.keys(texts).map(nameOf).sort()
  const first = FIRST.filter(name => there.includes(name))
  return [...first, ...there.filter(name => !first.some(known => known === name))]
}

/** The text of a document in Markdown; undefined where there is none of this name. */
export const readDocument = async (name: string): Promise<string | undefined> =>
  Object.entries(texts).find(([path]) => nameOf(path) === name)?.[1]()

/** Addresses of the documents' pictures by their file name. */
export const readPictures = async (): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      Object.entries(pictures).map(
        async ([path, load]) => [path.replace(/^.*\//u, ''), await load()] as const
      )
    )
  )
