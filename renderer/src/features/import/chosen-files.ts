/** A file with its path relative to what was chosen, forward slashes. */
export interface ChosenFile {
  readonly relativePath: string
  readonly file: File
}

const AUDIO_NAME = /\.(wav|wave|bwf|rf64|flac|mp3|ogg|oga|opus|m4a|mp4|aac)$/i

/** By the name alone; what the bytes are is found out at the import. */
const isAudioName = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return !name.startsWith('.') && AUDIO_NAME.test(name)
}

/** Leaves out what a folder holds beside audio; a file that was chosen by itself is always tried. */
export const worthSending = (files: readonly ChosenFile[]): ChosenFile[] =>
  files.filter(({ relativePath }) => !relativePath.includes('/') || isAudioName(relativePath))

/** Files of a file or folder picker. */
export const fromPicker = (list: FileList): ChosenFile[] =>
  Array.from(list, file => ({ relativePath: file.webkitRelativePath || file.name, file }))

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** A reader hands out about a hundred entries at a time until it hands out none. */
const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

const walk = async (entry: FileSystemEntry, into: ChosenFile[]): Promise<void> => {
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry)
    into.push({ relativePath: entry.fullPath.replace(/^\//, ''), file })
  } else if (entry.isDirectory) {
    for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(child, into)
  }
}

/** Files and whole folders of a drop, in order. Must be called while the drop event is handled. */
export const fromDrop = (transfer: DataTransfer): Promise<ChosenFile[]> => {
  const entries = Array.from(transfer.items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  const loose = entries.length === 0 ? fromPicker(transfer.files) : []
  return (async () => {
    const files = [...loose]
    for (const entry of entries) await walk(entry, files)
    return files
  })()
}
