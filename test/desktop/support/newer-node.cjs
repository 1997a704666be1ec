// Test equipment: what Earshot calls of Node 24 and Electron's stand-in for tests (Node 16) has not. Each does what
// the standard says, as far as Earshot uses it.
'use strict'
const diagnostics = require('node:diagnostics_channel')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { Readable } = require('node:stream')
const v8 = require('node:v8')
const zlib = require('node:zlib')

const add = (target, members) => {
  for (const [name, value] of Object.entries(members)) {
    if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
  }
}

const arrays = {
  toSorted(compare) {
    return this.slice().sort(compare)
  },
  toReversed() {
    return this.slice().reverse()
  },
  with(index, value) {
    const copy = this.slice()
    copy[index < 0 ? copy.length + index : index] = value
    return copy
  }
}
add(Array.prototype, arrays)
add(Array.prototype, {
  toSpliced(...change) {
    const copy = [...this]
    copy.splice(...change)
    return copy
  }
})
add(Object.getPrototypeOf(Float32Array.prototype), arrays)

add(Promise, {
  withResolvers() {
    const parts = {}
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
    return parts
  }
})

add(AbortSignal, {
  any(signals) {
    const controller = new AbortController()
    for (const signal of signals) {
      const abort = () => controller.abort(signal.reason)
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    }
    return controller.signal
  },
  timeout(milliseconds) {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), milliseconds).unref()
    return controller.signal
  }
})

const grouped = (items, keyOf, add) => {
  let index = 0
  for (const item of items) add(keyOf(item, index++), item)
}
add(Object, {
  groupBy(items, keyOf) {
    const groups = Object.create(null)
    grouped(items, keyOf, (key, item) => (groups[key] ??= []).push(item))
    return groups
  }
})
add(Map, {
  groupBy(items, keyOf) {
    const groups = new Map()
    grouped(items, keyOf, (key, item) => groups.set(key, [...(groups.get(key) ?? []), item]))
    return groups
  }
})
add(Array, {
  async fromAsync(items, map = item => item) {
    const all = []
    for await (const item of items) all.push(await map(item, all.length))
    return all
  }
})
add(Set.prototype, {
  union(other) {
    return new Set([...this, ...other.keys()])
  },
  intersection(other) {
    return new Set([...this].filter(item => other.has(item)))
  },
  difference(other) {
    return new Set([...this].filter(item => !other.has(item)))
  }
})

add(globalThis, {
  structuredClone: value => v8.deserialize(v8.serialize(value)),
  DOMException: (() => {
    try {
      return atob('~')
    } catch (error) {
      return error.constructor
    }
  })(),
  // What protocol.handle answers with; stand-in.cjs reads these three.
  Response: class {
    constructor(body, { status = 200, headers = {} } = {}) {
      Object.assign(this, { body, status, headers })
    }
  }
})
add(Readable, { toWeb: readable => readable })
// pino asks whether somebody traces it.
add(diagnostics, { tracingChannel: () => ({ hasSubscribers: false }) })
add(os, { availableParallelism: () => os.cpus().length })

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
add(zlib, {
  crc32(bytes, before = 0) {
    let crc = ~before
    for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]
    return ~crc >>> 0
  }
})
add(fs.promises, { statfs: async () => ({ bsize: 1, bavail: 1e12 }) })

/** Names below a folder, as readdir's `recursive` gives them. */
const { readdir } = fs.promises
fs.promises.readdir = async (folder, options) => {
  if (options?.recursive !== true) return readdir(folder, options)
  const entries = await readdir(folder, { withFileTypes: true })
  const below = entries.map(async entry =>
    entry.isDirectory()
      ? (await fs.promises.readdir(path.join(folder, entry.name), { recursive: true })).map(name =>
          path.join(entry.name, name)
        )
      : []
  )
  return [...entries.map(entry => entry.name), ...(await Promise.all(below)).flat()]
}
