import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Entry of the application's menu, by the freedesktop specification.
 * @param {import('./description.mjs').Description} description
 */
export const desktopEntry = ({ productName, linux, fileAssociations }) => {
  const entry = {
    Type: 'Application',
    Name: productName,
    Comment: linux.synopsis,
    Exec: `${linux.executableName} %F`,
    Icon: linux.executableName,
    Terminal: 'false',
    StartupWMClass: linux.executableName,
    ...linux.desktop.entry,
    Categories: linux.category,
    MimeType: `${fileAssociations.map(({ mimeType }) => mimeType).join(';')};`
  }
  const lines = Object.entries(entry).map(([key, value]) => `${key}=${value}`)
  return `[Desktop Entry]\n${lines.join('\n')}\n`
}

/**
 * The kind of file that Earshot exports, for the shared MIME database.
 * @param {import('./description.mjs').Description} description
 */
export const mimeInfo = ({ fileAssociations }) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
    ...fileAssociations.map(({ ext, mimeType, description }) =>
      [
        `  <mime-type type="${mimeType}">`,
        `    <comment>${description}</comment>`,
        '    <sub-class-of type="application/zip"/>',
        `    <icon name="${mimeIcon(mimeType)}"/>`,
        `    <glob pattern="*.${ext}"/>`,
        '  </mime-type>'
      ].join('\n')
    ),
    '</mime-info>',
    ''
  ].join('\n')

/**
 * Description for software centres: resources/linux/metainfo.xml with what the package itself says filled in.
 * @param {string} root
 * @param {import('./description.mjs').Description} description
 * @param {number} time of the build, seconds since 1970
 */
export const metainfo = (root, { appId, version, linux, productName, fileAssociations }, time) => {
  const values = /** @type {Readonly<Record<string, string>>} */ ({
    appId,
    version,
    date: new Date(time * 1000).toISOString().slice(0, 10),
    name: productName,
    synopsis: linux.synopsis,
    executable: linux.executableName,
    mimeType: fileAssociations.map(({ mimeType }) => mimeType).join('')
  })
  const template = readFileSync(path.join(root, 'resources', 'linux', 'metainfo.xml'), 'utf8')
  return template.replace(/\{(\w+)\}/g, (_whole, name) => {
    const value = values[name]
    if (value === undefined) throw new Error(`metainfo.xml asks for {${name}}, which is unknown`)
    return value
  })
}

/** @param {string} mimeType */
const mimeIcon = mimeType => mimeType.replace('/', '-')

/**
 * Icons by their place below /usr/share/icons/hicolor.
 * @param {string} root
 * @param {import('./description.mjs').Description} description
 * @returns {readonly { from: string, to: string }[]}
 */
export const iconFiles = (root, { linux, fileAssociations }) => {
  const icons = path.join(root, 'resources', 'icons')
  /**
   * @param {string} set
   * @param {string} kind
   * @param {string} name
   */
  const sized = (set, kind, name) =>
    readdirSync(path.join(icons, set)).map(file => ({
      from: path.join(icons, set, file),
      to: path.posix.join(path.parse(file).name, kind, `${name}.png`)
    }))
  return [
    ...sized('application', 'apps', linux.executableName),
    { from: path.join(icons, 'icon.svg'), to: `scalable/apps/${linux.executableName}.svg` },
    ...fileAssociations.flatMap(({ mimeType }) => [
      ...sized('machine', 'mimetypes', mimeIcon(mimeType)),
      { from: path.join(icons, 'document.svg'), to: `scalable/mimetypes/${mimeIcon(mimeType)}.svg` }
    ])
  ]
}
