/** Whether this process is a page of Electron with Node: it has WebGPU, and no native library can be loaded. */
export const isInWindow = (): boolean => Reflect.get(process, 'type') === 'renderer'
