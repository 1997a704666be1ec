/** Parameters of the fit that test/fixtures/ml/full-disk.ts makes: its checkpoint has 3 MB, its features 130 KB. */
export const FULL_DISK_FIT = { epochs: 3, batch: 64, folds: 0 }
