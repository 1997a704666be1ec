// Fuses: switches in Electron's binary that are set once, when a package is made (docs/security.md, 19).

/**
 * Every fuse with what it is set to and the first Electron that has it (its place in the wire is fixed; an older
 * binary has a shorter one and refuses what it does not know).
 * @type {Readonly<Record<string, { readonly isOn: boolean, readonly since: number }>>}
 */
export const FUSES = Object.freeze({
  // Compute processes are utility processes: nothing needs Electron as a plain Node.
  runAsNode: { isOn: false, since: 12 },
  enableCookieEncryption: { isOn: true, since: 13 },
  enableNodeOptionsEnvironmentVariable: { isOn: false, since: 14 },
  enableNodeCliInspectArguments: { isOn: false, since: 14 },
  enableEmbeddedAsarIntegrityValidation: { isOn: true, since: 16 },
  onlyLoadAppFromAsar: { isOn: true, since: 16 },
  // The snapshots of main and renderer are the same file here.
  loadBrowserProcessSpecificV8Snapshot: { isOn: false, since: 20 },
  // Pages come from app://, none from file://.
  grantFileProtocolExtraPrivileges: { isOn: false, since: 29 }
})

/**
 * The fuses as electron-builder takes them, for the Electron of a package; without a version for the newest.
 * @param {string | undefined} electronVersion
 * @returns {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
export const electronFuses = electronVersion => {
  const major = electronVersion === undefined ? Infinity : Number.parseInt(electronVersion, 10)
  const known = Object.entries(FUSES).filter(([, { since }]) => since <= major)
  return Object.fromEntries(known.map(([name, { isOn }]) => [name, isOn]))
}
