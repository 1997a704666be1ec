import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * A hash over the names and contents of files and of all files below folders, in a fixed order.
 * @param {string} root
 * @param {readonly string[]} inputs below the root; what is not there is passed over
 * @returns {string}
 */
export const inputsHash = (root, inputs) => {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesBelow(path.join(root, input))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} place a file, a folder or nothing
 * @returns {string[]} in a fixed order
 */
const filesBelow = place => {
  if (!existsSync(place)) return []
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place)
    .sort()
    .flatMap(name => filesBelow(path.join(place, name)))
}
