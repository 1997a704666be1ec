/** In the contract, because `detect` proposes the same length from a compute process. */
export { proposedClipLength } from '../../contract/clip-length.ts'
