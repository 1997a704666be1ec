// Test equipment, run in the hidden window before its code: what Node 16 and Chromium 108 lack (see stand-in.cjs).
// There is nothing to do in a newer Electron.
'use strict'
require('./newer-node.cjs')

{
  const { GPUAdapter, GPUBuffer, GPUDevice } = globalThis
  if (GPUBuffer !== undefined && !('mapState' in GPUBuffer.prototype)) {
    const mapped = new WeakSet()
    const { createBuffer } = GPUDevice.prototype
    const { mapAsync, unmap } = GPUBuffer.prototype
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor)
      if (descriptor.mappedAtCreation) mapped.add(buffer)
      return buffer
    }
    GPUBuffer.prototype.mapAsync = async function (...args) {
      await mapAsync.apply(this, args)
      mapped.add(this)
    }
    GPUBuffer.prototype.unmap = function () {
      mapped.delete(this)
      unmap.call(this)
    }
    Object.defineProperty(GPUBuffer.prototype, 'mapState', {
      get() {
        return mapped.has(this) ? 'mapped' : 'unmapped'
      }
    })
  }
  if (GPUAdapter !== undefined && !('info' in GPUAdapter.prototype)) {
    // The one adapter that the tests let it have.
    const info = { vendor: 'google', architecture: 'swiftshader', device: '', description: 'SwiftShader' }
    Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => info })
  }
}
