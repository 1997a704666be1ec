import { spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'

const SCRIPT = path.resolve('build/set-up/unpack-wheel.py')
const hasPip = spawnSync('python3', ['-c', 'import pip']).status === 0

describe.skipIf(!hasPip)('unpack-wheel.py [needs Python 3 with pip]', () => {
  let root = ''
  const at = (...parts: string[]): string => path.join(root, ...parts)
  const wheel = async (name: string, files: Record<string, string>): Promise<void> => {
    const zip = new ZipFile()
    for (const [file, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), file)
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(at('wheels', name)))
  }
  const cudnn = (version: string): Promise<void> =>
    wheel(`nvidia_cudnn_cu12-${version}-py3-none-linux.whl`, {
      'nvidia/cudnn/lib/libcudnn.so.9': 'code',
      'nvidia/cudnn/include/cudnn.h': 'not wanted',
      [`nvidia_cudnn_cu12-${version}.dist-info/License.txt`]: 'terms'
    })
  const unpack = () =>
    spawnSync('python3', [SCRIPT, at('wheels'), at('engine', 'tensorflow'), at('headers'), at('engine')], {
      encoding: 'utf8'
    })

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), 'earshot-wheel-'))
    mkdirSync(at('wheels'))
    await wheel('tensorflow-2.21.0-cp311-cp311-linux.whl', {
      'tensorflow/libtensorflow_cc.so.2': 'code',
      'tensorflow/python/other.so': 'not wanted',
      'tensorflow/include/tensorflow/c/c_api.h': 'header',
      'tensorflow-2.21.0.dist-info/METADATA':
        'Name: tensorflow\nRequires-Dist: numpy>=1.26.0\nRequires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"\n'
    })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('lays the libraries of NVIDIA beside those of TensorFlow, and leaves no wheel behind', async () => {
    await cudnn('9.28.0.42')
    expect(unpack()).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(at('engine', 'tensorflow'))).toEqual(['libtensorflow_cc.so.2'])
    expect(existsSync(at('headers', 'tensorflow', 'c', 'c_api.h'))).toBe(true)
    expect(readdirSync(at('engine', 'nvidia', 'cudnn'))).toEqual(['lib'])
    expect(readdirSync(at('engine', 'nvidia', 'licences'))).toEqual(['nvidia_cudnn_cu12.txt'])
    expect(readdirSync(at('wheels'))).toEqual([])
  })

  it('refuses a version that the metadata of TensorFlow does not take', async () => {
    await cudnn('9.1.0.70')
    const { status, stderr } = unpack()
    expect(status).toBe(1)
    expect(stderr).toContain('nvidia-cudnn-cu12')
    expect(existsSync(at('engine'))).toBe(false)
  })
})
