const LONGEST = 160

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Facts of an audit entry as one line, without what is empty or names rows for the program only: "machine: Fan 3, recordings: 20". */
export const detailsText = (details: Readonly<Record<string, unknown>>): string => {
  const text = Object.entries(details)
    .filter(([name, value]) => value !== null && value !== undefined && value !== '' && !/Ids?$/.test(name))
    .map(([name, value]) => `${name}: ${plain(value)}`)
    .join(', ')
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

/** "edit-recordings" as words: "Edit recordings". */
export const actionText = (action: string): string => {
  const words = action.replace(/[-.]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
