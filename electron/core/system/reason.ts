const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'it is not a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk cannot read it',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is as large as this system allows',
  EROFS: 'the disk can only be read'
}

/** The code of an error of the operating system, where it is one. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Why the operating system refused, as a sentence part; what is no such error is thrown on. */
export const systemReason = (error: unknown): string => {
  const code = systemCode(error)
  if (code === undefined) throw error
  return REASONS[code] ?? `the system answered ${code}`
}
