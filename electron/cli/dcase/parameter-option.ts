import { Option } from 'commander'
import { keyValue } from '../values.ts'

/** `--param name=value`, as often as wanted; names and values are checked by the detector. */
export const parameterOption = (): Option =>
  new Option('--param <name=value>', 'parameter of the detector (see: earshot detectors); may be repeated')
    .argParser(keyValue)
    .default({}, 'those of its paper')
