import { AppError } from '../../../contract/errors.ts'
import type { ClipFeatures } from './features.ts'
import { IMPULSE_BANDS } from './impulses.ts'
import { LANE, laneWindows } from './lane-features.ts'
import { VIEW_VALUES } from './parameters.ts'

const MAGIC = 0x31464145
const HEADER_BYTES = 40

/** Version of the encoded features; raised whenever a clip's features would come out differently. */
export const FEATURES_VERSION = 1

/** Features as one compact, versioned, little-endian byte string (about 9 kB for 10 s). */
export const encodeFeatures = (features: ClipFeatures): Uint8Array => {
  const laneAt = HEADER_BYTES + 4 * VIEW_VALUES + 2 * IMPULSE_BANDS
  const bytes = new Uint8Array(laneAt + 2 * features.lane.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, FEATURES_VERSION, true)
  view.setUint16(6, features.isFinite ? 1 : 0, true)
  view.setFloat64(8, features.levelDb, true)
  view.setFloat64(16, features.bandwidthHz, true)
  view.setUint32(24, Number.parseInt(features.fingerprint.slice(0, 8), 16), true)
  view.setUint32(28, Number.parseInt(features.fingerprint.slice(8), 16), true)
  view.setUint32(32, features.sampleCount, true)
  view.setUint32(36, features.lane.length, true)
  features.views.forEach((value, index) => view.setFloat32(HEADER_BYTES + 4 * index, value, true))
  const impulsesAt = HEADER_BYTES + 4 * VIEW_VALUES
  features.impulses.forEach((value, index) => view.setUint16(impulsesAt + 2 * index, value, true))
  features.lane.forEach((value, index) => view.setInt16(laneAt + 2 * index, value, true))
  return bytes
}

/**
 * Features from bytes of `encodeFeatures`.
 * @throws AppError unreadable: other bytes, another version or a torn file; make the features again.
 */
export const decodeFeatures = (bytes: Uint8Array): ClipFeatures => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const laneAt = HEADER_BYTES + 4 * VIEW_VALUES + 2 * IMPULSE_BANDS
  if (bytes.length < laneAt || view.getUint32(0, true) !== MAGIC) {
    throw new AppError('unreadable', 'Not the features of a clip')
  }
  const version = view.getUint16(4, true)
  if (version !== FEATURES_VERSION) {
    throw new AppError('unreadable', 'Features of another version', { version, need: FEATURES_VERSION })
  }
  const sampleCount = view.getUint32(32, true)
  const laneLength = view.getUint32(36, true)
  const isWhole = laneLength === 0 || laneLength === laneWindows(sampleCount) * LANE.values
  if (!isWhole || bytes.length !== laneAt + 2 * laneLength) {
    throw new AppError('unreadable', 'The features of a clip are torn')
  }
  const hex = (at: number): string => view.getUint32(at, true).toString(16).padStart(8, '0')
  return {
    sampleCount,
    isFinite: view.getUint16(6, true) === 1,
    levelDb: view.getFloat64(8, true),
    bandwidthHz: view.getFloat64(16, true),
    fingerprint: hex(24) + hex(28),
    views: Float32Array.from({ length: VIEW_VALUES }, (_, index) =>
      view.getFloat32(HEADER_BYTES + 4 * index, true)
    ),
    impulses: Uint16Array.from({ length: IMPULSE_BANDS }, (_, index) =>
      view.getUint16(HEADER_BYTES + 4 * VIEW_VALUES + 2 * index, true)
    ),
    lane: Int16Array.from({ length: laneLength }, (_, index) => view.getInt16(laneAt + 2 * index, true))
  }
}
