const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A plain page that explains itself; no script, the paragraphs are texts. */
export const explainingPage = (
  title: string,
  paragraphs: readonly string[],
  head = ''
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} - Earshot</title>
${head}<style>
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.25rem; margin: 0 0 .75rem }
p { margin: 0 0 .75rem }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${paragraphs.map(paragraph => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
</body>
</html>
`

/** For a browser without a session. */
export const signInPage = (): string =>
  explainingPage('This browser is not signed in to Earshot', [
    'Earshot prints an address with a token when it starts. Open that address: it looks like http://127.0.0.1:4747/?token=…',
    'A token works once, in one browser. To open Earshot in another browser, or when the token has been used, stop Earshot (Ctrl+C in its terminal) and start it again: it prints a new address.'
  ])

/** For a token that has been used or is wrong. */
export const deadTokenPage = (): string =>
  explainingPage('This address has been used already', [
    'The token in the address works once, in one browser.',
    'Go back to the tab or browser where Earshot was opened, or stop Earshot (Ctrl+C in its terminal) and start it again: it prints a new address.'
  ])

/** Where the interface has not been built. */
export const notBuiltPage = (): string =>
  explainingPage('The interface has not been built yet', [
    'The folder dist/renderer is not there. Run "npm start" in the project: it builds the interface and opens it.',
    'Everything else works meanwhile: see "npm run --silent earshot -- --help".'
  ])

/** Goes on to the application from a page of another site, to which a strict cookie would not be sent at once. */
export const continuePage = (): string =>
  explainingPage('Opening Earshot', [], '<meta http-equiv="refresh" content="0; url=/">\n')
