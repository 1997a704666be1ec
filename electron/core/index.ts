import path from 'node:path'
import { AppError } from '../contract/index.ts'
import { lockDataFolder, openStore } from '../store/index.ts'
import type { Core, CoreOptions } from './core.ts'
import { now, type CoreContext } from './context.ts'
import { asAppError, createDispatcher } from './dispatcher.ts'
import { createEventBus } from './event-bus.ts'
import { openDataFolder } from './files/data-folder.ts'
import { sweep } from './files/sweep.ts'
import { createHandlers } from './handlers.ts'
import { storeUpload } from './imports/uploads.ts'
import { interruptUnfinished } from './jobs/service.ts'
import { createMutex } from './mutex.ts'
import { createServices } from './services.ts'
import { createEngineWatch } from './system/engine-in-use.ts'
import { pinnedCompute } from './system/pinned-compute.ts'
import { readSettings } from './system/settings.ts'

export type { Core, CoreOptions } from './core.ts'

/** Opens what lies in the data folder and cleans up what an ended process left behind. */
const openContext = async (options: CoreOptions, dataDir: string): Promise<CoreContext> => {
  const { compute, appVersion, log } = options
  const folder = openDataFolder(dataDir)
  const { store, backup } = await openStore(dataDir)
  if (backup !== null) log('info', 'The database was copied before it was brought up to date', { backup })
  try {
    const interrupted = await interruptUnfinished(store)
    if (interrupted > 0) log('warn', 'Jobs were interrupted by the end of the last process', { interrupted })
    await sweep(folder, store, log)
  } catch (error) {
    await store.close()
    throw error
  }
  const bus = createEventBus(error => log('error', 'A listener failed', error))
  const engines = createEngineWatch(bus, (await readSettings(store)).engine)
  return {
    store,
    compute: pinnedCompute(compute, store, engines.saw),
    engines,
    bus,
    folder,
    filesMutex: createMutex(),
    appVersion,
    log
  }
}

/**
 * The core: owns the data folder, its store, files and jobs. The compute process is the caller's to close.
 * @throws AppError busy (another process owns the folder), newer-store
 */
export const createCore = async (options: CoreOptions): Promise<Core> => {
  const dataDir = path.resolve(options.dataDir)
  const release = lockDataFolder(dataDir)
  const context = await openContext(options, dataDir).catch((error: unknown) => {
    release()
    throw error
  })
  const services = createServices(context)
  const handlers = createHandlers(services, context, {
    appVersion: options.appVersion,
    nodeVersion: process.versions.node,
    dataDir,
    platform: `${process.platform} ${process.arch}`,
    startedAt: now(),
    canReadPaths: true
  })
  const dispatcher = createDispatcher(handlers, options.log)
  await services.takes.recover()
  let closing: Promise<void> | undefined

  const close = async (): Promise<void> => {
    await services.takes.close()
    await services.runner.close()
    await context.store.close()
    release()
  }

  const guarded = async <T>(where: string, body: () => Promise<T>): Promise<T> => {
    if (closing) throw new AppError('cancelled', 'The application is closing')
    try {
      return await body()
    } catch (error) {
      throw asAppError(error, options.log, where)
    }
  }

  return {
    client: { call: (name, input) => guarded(name, () => dispatcher.call(name, input)), on: context.bus.on },
    dispatch: (name, input) => guarded(name, () => dispatcher.dispatch(name, input)),
    on: context.bus.on,
    onAny: context.bus.onAny,
    media: address => guarded('media', () => services.media(address)),
    receiveUpload: (uploadId, relativePath, content) =>
      guarded('upload', () => storeUpload(context.folder, uploadId, relativePath, content)),
    receiveBytes: (address, bytes) => guarded('bytes', () => services.receiveBytes(address, bytes)),
    close: () => (closing ??= close())
  }
}
