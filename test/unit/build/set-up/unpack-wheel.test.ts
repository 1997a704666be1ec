import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCRIPT = path.resolve('build/set-up/unpack-wheel.py')
const MAKE =
  'import sys, json, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w")\n[z.writestr(*f) for f in json.loads(sys.argv[2])]\nz.close()'
const hasPip = spawnSync('python3', ['-c', 'import pip']).status === 0

describe.skipIf(!hasPip)('unpack-wheel.py [needs Python 3 with pip]', () => {
  let root = ''
  const at = (...parts: string[]): string => path.join(root, ...parts)
  const wheel = (name: string, files: Record<string, string>): void => {
    execFileSync('python3', ['-c', MAKE, at('wheels', name), JSON.stringify(Object.entries(files))])
  }
  const unpack = (...more: string[]) =>
    spawnSync('python3', [SCRIPT, at('wheels'), at('engine', 'tensorflow'), at('headers'), ...more], {
      encoding: 'utf8'
    })

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'earshot-wheel-'))
    mkdirSync(at('wheels'))
    wheel('tensorflow-2.21.0-cp311-cp311-linux.whl', {
      'tensorflow/libtensorflow_cc.so.2': 'code',
      'tensorflow/python/other.so': 'not wanted',
      'tensorflow/include/tensorflow/c/c_api.h': 'header',
      'tensorflow-2.21.0.dist-info/METADATA':
        'Name: tensorflow\nRequires-Dist: numpy>=1.26.0\nRequires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"\n'
    })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  const cudnn = (version: string): void =>
    wheel(`nvidia_cudnn_cu12-${version}-py3-none-linux.whl`, {
      'nvidia/cudnn/lib/libcudnn.so.9': 'code',
      'nvidia/cudnn/include/cudnn.h': 'not wanted',
      [`nvidia_cudnn_cu12-${version}.dist-info/License.txt`]: 'terms'
    })

  it('takes libraries and headers, and leaves no wheel behind', () => {
    expect(unpack().status).toBe(0)
    expect(readdirSync(at('engine', 'tensorflow'))).toEqual(['libtensorflow_cc.so.2'])
    expect(existsSync(at('headers', 'tensorflow', 'c', 'c_api.h'))).toBe(true)
    expect(readdirSync(at('wheels'))).toEqual([])
  })

  it('lays the libraries of NVIDIA beside it, with their terms', () => {
    cudnn('9.28.0.42')
    expect(unpack(at('engine')).status).toBe(0)
    expect(readdirSync(at('engine', 'nvidia', 'cudnn', 'lib'))).toEqual(['libcudnn.so.9'])
    expect(readdirSync(at('engine', 'nvidia', 'cudnn'))).toEqual(['lib'])
    expect(readdirSync(at('engine', 'nvidia', 'licences'))).toEqual(['nvidia_cudnn_cu12.txt'])
  })

  it('refuses a version that the metadata of TensorFlow does not take, and one that is missing', () => {
    cudnn('9.1.0.70')
    const { status, stderr } = unpack(at('engine'))
    expect(status).toBe(1)
    expect(stderr).toContain('nvidia-cudnn-cu12')
    rmSync(at('wheels', 'nvidia_cudnn_cu12-9.1.0.70-py3-none-linux.whl'))
    expect(unpack(at('engine')).stderr).toContain('nvidia-cudnn-cu12')
    expect(existsSync(at('engine'))).toBe(false)
  })
})
