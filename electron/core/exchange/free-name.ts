const MAX_LENGTH = 120

/** The name itself, or with the first number from 2 on that makes it one that no machine has. */
export const freeName = (name: string, taken: Iterable<string>): string => {
  const known = new Set(Array.from(taken, other => other.trim().toLowerCase()))
  if (!known.has(name.trim().toLowerCase())) return name
  for (let number = 2; ; number += 1) {
    const mark = ` (${number})`
    const numbered = `${name.slice(0, MAX_LENGTH - mark.length)}${mark}`
    if (!known.has(numbered.toLowerCase())) return numbered
  }
}
