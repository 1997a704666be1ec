import type { Handlers, SystemInfo } from '../contract/index.ts'
import type { CoreContext } from './context.ts'
import type { Services } from './services.ts'
import { browse } from './system/browse.ts'
import { examineEngines } from './system/doctor.ts'
import { engineChoiceNow } from './system/pinned-compute.ts'

/** What to answer where a call has nothing to say. */
const nothing = (): Record<string, never> => ({})

/** One handler per call: validated input, one service call, plain data. */
export const createHandlers = (
  services: Services,
  { store, compute, engines }: CoreContext,
  info: Omit<SystemInfo, 'engine'>
): Handlers => {
  const {
    machines,
    exchange,
    notice,
    recordings,
    imports,
    jobs,
    models,
    results,
    findings,
    reports,
    settings,
    takes
  } = services
  return {
    'machines.list': () => machines.list(),
    'machines.get': ({ machineId }) => machines.get(machineId),
    'machines.create': fields => machines.create(fields),
    'machines.update': ({ machineId, fields }) => machines.update(machineId, fields),
    'machines.remove': ({ machineId }) => machines.remove(machineId).then(nothing),
    'machines.notice': ({ machineId }) => notice.notice(machineId),
    'machines.acceptCondition': input => notice.accept(input),
    'machines.createSample': () => services.sample(),
    'machines.export': order => exchange.export(order, info),
    'machines.exports': ({ machineId }) => exchange.exports(machineId),
    'machines.removeExport': ({ jobId }) => exchange.removeExport(jobId).then(nothing),
    'machines.previewFile': ({ source }) => exchange.previewFile(source, info),
    'machines.import': ({ source }) => exchange.import(source, info),
    'machines.discardFile': ({ uploadId }) => exchange.discardFile(uploadId).then(nothing),
    'machineEvents.list': ({ machineId }) => machines.events(machineId),
    'machineEvents.add': event => machines.addEvent(event),
    'machineEvents.remove': ({ eventId }) => machines.removeEvent(eventId).then(nothing),

    'recordings.list': input => recordings.list(input),
    'recordings.ids': filter => recordings.ids(filter),
    'recordings.get': ({ recordingId }) => recordings.get(recordingId),
    'recordings.update': input => recordings.update(input),
    'recordings.remove': ({ recordingIds }) => recordings.remove(recordingIds).then(nothing),
    'recordings.nearestNormal': ({ clipId }) => recordings.nearestNormal(clipId),

    'takes.begin': start => takes.begin(start),
    'takes.finish': input => takes.finish(input),
    'takes.discard': ({ takeId }) => takes.discard(takeId).then(nothing),
    'takes.list': ({ machineId }) => takes.list(machineId),
    'recorder.guide': ({ machineId }) => services.guide(machineId),

    'imports.plan': ({ machineId, source }) => imports.plan(machineId, source),
    'imports.start': input => imports.start(input),

    'jobs.list': ({ machineId, limit }) => jobs.list(limit, machineId),
    'jobs.get': ({ jobId }) => jobs.get(jobId),
    'jobs.cancel': ({ jobId }) => jobs.cancel(jobId).then(nothing),
    'jobs.retry': ({ jobId }) => jobs.retry(jobId),

    'models.preview': ({ machineId }) => models.preview(machineId),
    'models.detectors': ({ machineId }) => models.detectors(machineId),
    'models.training': ({ jobId }) => models.training(jobId),
    'models.fit': order => models.fit(order),
    'models.list': ({ machineId }) => models.list(machineId),
    'models.get': ({ modelId }) => models.get(modelId),
    'models.setCurrent': ({ modelId }) => models.setCurrent(modelId),
    'models.setNote': ({ modelId, note }) => models.setNote(modelId, note),
    'models.setThreshold': ({ modelId, threshold }) => models.setThreshold(modelId, threshold),
    'models.falseAlarmsAt': ({ modelId, threshold }) => models.falseAlarmsAt(modelId, threshold),
    'models.compare': ({ modelId, otherModelId }) => models.compare(modelId, otherModelId),
    'models.score': input => models.score(input),
    'models.remove': ({ modelId }) => models.remove(modelId).then(nothing),

    'results.ofRecording': ({ recordingId, modelId }) => results.ofRecording(recordingId, modelId),
    'results.trend': ({ machineId, from, to }) => results.trend(machineId, from, to),
    'results.csv': ({ machineId }) => results.csv(machineId),

    'findings.list': ({ machineId, verdict }) => findings.list(machineId, verdict),
    'findings.decide': input => findings.decide(input),
    'findings.csv': ({ machineId }) => findings.csv(machineId),

    'reports.create': options => reports.create(options),
    'reports.list': ({ machineId }) => reports.list(machineId),

    'settings.get': () => settings.get(),
    'settings.update': changes => settings.update(changes),
    'system.info': () => Promise.resolve({ ...info, engine: engines.current() }),
    'system.doctor': async () => examineEngines(compute, await engineChoiceNow(store)),
    'system.browse': ({ path }) => browse(path),
    'auditLog.list': ({ machineId, limit }) => store.auditLog.list(limit, machineId)
  }
}
