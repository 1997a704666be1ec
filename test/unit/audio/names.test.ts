import { describe, expect, it } from 'vitest'
import { readName } from '../../../electron/audio/index.ts'

describe('DCASE names', () => {
  it.each([
    [
      'fan/train/section_00_source_train_normal_0206_pat_01.wav',
      { label: 'normal', domain: 'source', split: 'train', section: '00', attributes: { pat: '01' } }
    ],
    [
      'ToyCar/test/section_00_target_test_anomaly_0028_car_C2_spd_34V_mic_1.wav',
      {
        label: 'anomalous',
        domain: 'target',
        split: 'test',
        section: '00',
        attributes: { car: 'C2', spd: '34V', mic: '1' }
      }
    ],
    ['fan/test/section_00_source_test_anomaly_0022_m-n_W.wav', { attributes: { 'm-n': 'W' } }],
    [
      'x/test/section_01_source_test_normal_0026_volt_1.5_wt_150.wav',
      { attributes: { volt: '1.5', wt: '150' } }
    ],
    [
      'x/test/section_00_target_test_normal_0013_vel_620_ac_0.08.wav',
      { attributes: { vel: '620', ac: '0.08' } }
    ],
    ['x/train/section_00_source_train_normal_0000_noAttribute.wav', { label: 'normal', attributes: {} }],
    [
      'x/train/section_02_source_train_normal_0000_strength_1_ambient.wav',
      { attributes: { strength: '1', ambient: 'yes' } }
    ],
    ['x/train/section_00_source_train_normal_0000__car__A1.wav', { attributes: { car: 'A1' } }]
  ])('of 2021 and later: %s', (path, expected) => {
    expect(readName(path)).toMatchObject({ layout: 'dcase2022+', ...expected })
    expect(readName(path).attributes).toEqual(expected.attributes)
  })
  it('of evaluation sets have a section and no label', () => {
    const facts = readName('DCASE/HairDryer/test/section_00_0000.wav')
    expect(facts).toEqual({
      section: '00',
      split: 'test',
      attributes: {},
      layout: 'dcase2022+',
      machineName: 'HairDryer'
    })
  })
  it('of supplemental recordings are marked and have no label or split of their own', () => {
    const facts = readName('fan/supplemental/section_00_source_supplemental_clean_0003_m-n_W.wav')
    expect(facts).toMatchObject({ domain: 'source', attributes: { supplemental: 'clean', 'm-n': 'W' } })
    expect(facts.label).toBeUndefined()
    expect(facts.split).toBeUndefined()
  })
  it('of 2021 take the domain from the folder too', () => {
    expect(readName('gearbox/target_test/section_03_0011.wav')).toMatchObject({
      domain: 'target',
      split: 'test',
      section: '03',
      machineName: 'gearbox'
    })
  })
  it.each([
    ['slider/train/normal_id_00_00000012.flac', { label: 'normal', split: 'train', section: '00' }],
    ['slider/test/anomaly_id_04_00000000.wav', { label: 'anomalous', split: 'test', section: '04' }],
    ['test/anomaly_id_04_00000000.wav', { label: 'anomalous' }],
    ['slider/test/id_05_00000123.wav', { section: '05', split: 'test' }]
  ])('of 2020: %s', (path, expected) => {
    expect(readName(path)).toMatchObject({ layout: 'dcase2020', ...expected })
  })
  it('never take their numbers for dates', () => {
    expect(readName('normal_id_00_20260312.wav').label).toBe('normal')
    expect(readName('slider/train/normal_id_00_00000012.flac').recordedAt).toBeUndefined()
    expect(readName('section_00_source_train_normal_0206_vel_21_loc_A.wav').recordedAt).toBeUndefined()
  })
})

describe('Folder names', () => {
  it.each([
    ['normal', 'normal'],
    ['Normal', 'normal'],
    ['NORMAL clips', 'normal'],
    ['normalSounds', 'normal'],
    ['ok', 'normal'],
    ['OK-Teile', 'normal'],
    ['good_2026', 'normal'],
    ['gut', 'normal'],
    ['i.O.', 'normal'],
    ['fehlerfrei', 'normal'],
    ['no fault', 'normal'],
    ['fault-free', 'normal'],
    ['without_defects', 'normal'],
    ['ohne Fehler', 'normal'],
    ['исправный', 'normal'],
    ['正常', 'normal'],
    ['正常音', 'normal'],
    ['異常なし', 'normal'],
    ['良品', 'normal'],
    ['정상', 'normal'],
    ['abnormal', 'anomalous'],
    ['Anomaly', 'anomalous'],
    ['anomalous', 'anomalous'],
    ['anomalies_1', 'anomalous'],
    ['NG', 'anomalous'],
    ['ＮＧ', 'anomalous'],
    ['NG01', 'anomalous'],
    ['n.i.O.', 'anomalous'],
    ['not ok', 'anomalous'],
    ['not_normal', 'anomalous'],
    ['nicht ok', 'anomalous'],
    ['fault', 'anomalous'],
    ['faulty bearing', 'anomalous'],
    ['Fehler Lager', 'anomalous'],
    ['defekt', 'anomalous'],
    ['auffällig', 'anomalous'],
    ['auffa\u0308llig', 'anomalous'],
    ['Défaut', 'anomalous'],
    ['broken belt', 'anomalous'],
    ['дефект', 'anomalous'],
    ['неисправный', 'anomalous'],
    ['異常', 'anomalous'],
    ['异常声音', 'anomalous'],
    ['不正常', 'anomalous'],
    ['不良品', 'anomalous'],
    ['비정상', 'anomalous'],
    ['pump 3', undefined],
    ['Goodyear', undefined],
    ['token', undefined],
    ['song', undefined],
    ['Okayama', undefined],
    ['normal and faulty', undefined],
    ['default', undefined],
    ['', undefined],
    ['💥', undefined]
  ])('"%s" say %s', (folder, label) => {
    expect(readName(`${folder}/0001.wav`).label).toBe(label)
  })
  it('nearest to the file decide', () => {
    expect(readName('normal/fault/1.wav').label).toBe('anomalous')
    expect(readName('faults of pump/normal/1.wav').label).toBe('normal')
    expect(readName('fan/id_00/abnormal/00000000.wav')).toEqual({
      label: 'anomalous',
      section: '00',
      attributes: {},
      layout: 'folder',
      machineName: 'fan'
    })
  })
  it('tell the split and pass over what says nothing of the machine', () => {
    expect(readName('Pump 3/wav/train/good/a.wav')).toMatchObject({
      label: 'normal',
      split: 'train',
      machineName: 'Pump 3'
    })
    expect(readName('normal/a.wav').machineName).toBeUndefined()
    expect(readName('some folder/a.wav')).toEqual({ attributes: {}, layout: 'none' })
  })
  it('may be written with backslashes, dots and in any Unicode form', () => {
    expect(readName('.\\Pumpe\\NG\\Aufnahme.wav')).toMatchObject({ label: 'anomalous', machineName: 'Pumpe' })
    expect(readName('./Pu\u0308mpe/ok/x.wav').machineName).toBe('Pümpe')
    expect(readName('').layout).toBe('none')
    expect(readName('////').layout).toBe('none')
  })
})

describe('File names', () => {
  it.each([
    ['normal_001.wav', 'normal'],
    ['NG-3.flac', 'anomalous'],
    ['pump_faulty_12.mp3', 'anomalous'],
    ['test_no_1_fault.wav', 'anomalous'],
    ['recording.wav', undefined],
    ['ok', 'normal'],
    ['__proto__.wav', undefined]
  ])('%s says %s', (file, label) => {
    expect(readName(file).label).toBe(label)
  })
  it('say less than folders', () => {
    expect(readName('normal/fault_simulator_off.wav').label).toBe('normal')
  })
})

describe('Dates in names', () => {
  it.each([
    ['20260312_143005.wav', '2026-03-12T14:30:05'],
    ['20260312-143005.wav', '2026-03-12T14:30:05'],
    ['20260312T143005Z.wav', '2026-03-12T14:30:05'],
    ['20260312143005.wav', '2026-03-12T14:30:05'],
    ['2026-03-12T14-30-05.wav', '2026-03-12T14:30:05'],
    ['2026-03-12 14.30.05.wav', '2026-03-12T14:30:05'],
    ['2026-03-12_14-30-05.250.wav', '2026-03-12T14:30:05'],
    ['2026_03_12_14_30_05.wav', '2026-03-12T14:30:05'],
    ['2026.03.12 14:30:05.wav', '2026-03-12T14:30:05'],
    ['pump_3_20260312_143005_ch1.wav', '2026-03-12T14:30:05'],
    ['Aufnahme 2026-03-12 um 14.30.05.m4a', '2026-03-12T14:30:05'],
    ['Recording 2026-03-12 at 02.30.05 PM.m4a', '2026-03-12T14:30:05'],
    ['Recording 2026-03-12 at 12.30.05 AM.m4a', '2026-03-12T00:30:05'],
    ['2026-03-12 14h30m05s.wav', '2026-03-12T14:30:05'],
    ['2026-03-12_14-30.wav', '2026-03-12T14:30:00'],
    ['12.03.2026 14-30-05.wav', '2026-03-12T14:30:05'],
    ['31-03-2026_14-30-05.wav', '2026-03-31T14:30:05'],
    ['03-31-2026_14-30-05.wav', '2026-03-31T14:30:05'],
    ['260312_143005.wav', '2026-03-12T14:30:05'],
    ['２０２６-０３-１２ １４.３０.０５.wav', '2026-03-12T14:30:05'],
    ['2026-03-12.wav', '2026-03-12T00:00:00'],
    ['20260312_0001.wav', '2026-03-12T00:00:00'],
    ['2024-02-29_00-00-00.wav', '2024-02-29T00:00:00'],
    ['2026-03-12/14-30-05.wav', '2026-03-12T14:30:05'],
    ['2026-03-12/pump/14-30.wav', '2026-03-12T14:30:00'],
    ['2026-03-12_14-30-05/channel1.wav', '2026-03-12T14:30:05'],
    ['03-04-2026_14-30-05.wav', undefined],
    ['2026-02-29_00-00-00.wav', undefined],
    ['20261312_143005.wav', undefined],
    ['20260312_253005.wav', '2026-03-12T00:00:00'],
    ['00000000.wav', undefined],
    ['120260312_143005.wav', undefined],
    ['1234567890123456789.wav', undefined],
    ['recording 12.wav', undefined]
  ])('%s is of %s', (name, recordedAt) => {
    expect(readName(name).recordedAt).toBe(recordedAt)
  })
})
