/** Where a link of a document leads: to another document, to a known site, or nowhere that can be opened here. */
export type LinkTarget =
  | { readonly kind: 'document'; readonly name: string }
  | { readonly kind: 'site'; readonly address: string }
  | { readonly kind: 'none' }

/** Target of a link; files of the source tree and anything but https lead nowhere. */
export const linkTarget = (href: string, documents: readonly string[]): LinkTarget => {
  const [file = ''] = href.split('#')
  const name = file.replace(/^(?:\.{1,2}\/)?(?:docs\/)?/u, '').replace(/\.md$/u, '')
  if (file.endsWith('.md') && documents.includes(name)) return { kind: 'document', name }
  return href.startsWith('https://') ? { kind: 'site', address: href } : { kind: 'none' }
}
