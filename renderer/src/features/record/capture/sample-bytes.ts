const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Samples as the contract sends them: Float32, little-endian. */
export const bytesOf = (samples: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  if (IS_LITTLE_ENDIAN) return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const view = new DataView(new ArrayBuffer(samples.byteLength))
  for (const [index, value] of samples.entries()) view.setFloat32(index * 4, value, true)
  return new Uint8Array(view.buffer)
}
