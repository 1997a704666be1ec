/**
 * Foreign code inside npm packages, compiled or copied in, of which their package.json says nothing: found by
 * reading the packages' files. `text` names a file in resources/licences, or in the package with "package:".
 *
 * @typedef {object} EmbeddedPart
 * @property {string} name
 * @property {string} inside the npm package
 * @property {string} licence SPDX expression
 * @property {string} source where its source text is
 * @property {string} [text]
 */

/** @type {readonly EmbeddedPart[]} */
export const EMBEDDED_PARTS = [
  {
    name: 'SQLite',
    inside: 'better-sqlite3',
    licence: 'blessing',
    source: 'https://sqlite.org'
  },
  {
    name: 'mpg123 (compiled to WebAssembly) in mpg123-decoder',
    inside: '@audio/decode-mp3',
    licence: 'LGPL-2.1-only AND MIT',
    source: 'https://mpg123.org, https://github.com/eshaz/wasm-audio-decoders',
    text: 'LGPL-2.1.txt'
  },
  {
    name: 'libopus (compiled to WebAssembly)',
    inside: '@audio/decode-opus',
    licence: 'BSD-3-Clause',
    source: 'https://opus-codec.org',
    text: 'package:LICENSE.libopus'
  },
  {
    name: 'codec-parser (copied in)',
    inside: '@audio/decode-opus',
    licence: 'LGPL-3.0-or-later',
    source: 'https://github.com/eshaz/codec-parser'
  },
  {
    name: 'codec-parser (copied in)',
    inside: '@audio/decode-vorbis',
    licence: 'LGPL-3.0-or-later',
    source: 'https://github.com/eshaz/codec-parser'
  },
  {
    name: 'libvorbis and libogg (compiled to WebAssembly) in @wasm-audio-decoders/ogg-vorbis',
    inside: '@audio/decode-vorbis',
    licence: 'BSD-3-Clause AND MIT',
    source: 'https://xiph.org, https://github.com/eshaz/wasm-audio-decoders',
    text: 'Xiph-BSD.txt'
  },
  {
    name: 'libFLAC (compiled to WebAssembly)',
    inside: '@wasm-audio-decoders/flac',
    licence: 'BSD-3-Clause',
    source: 'https://xiph.org/flac',
    text: 'Xiph-BSD.txt'
  },
  {
    name: 'wire code of Protocol Buffers (Copyright 2008 Google Inc.)',
    inside: '@bufbuild/protobuf',
    licence: 'BSD-3-Clause',
    source: 'https://protobuf.dev',
    text: 'BSD-3-Clause.txt'
  }
]
