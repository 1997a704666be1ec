import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readLayout } from '../../../../electron/compute/dcase/layouts/read-layout.ts'
import { listDataSet } from '../../../../electron/compute/dcase/list-data-set.ts'
import { TREES, writeTree } from '../../../fixtures/dcase/trees.ts'
import type { TreeName } from '../../../fixtures/dcase/trees.ts'

const read = (name: TreeName) => readLayout(TREES[name].files)

describe('the layout', () => {
  it.each<[TreeName, string, string, string[]]>([
    ['2020', '2020', 'ids', ['ToyCar 00', 'ToyCar 02', 'fan 00', 'fan 02']],
    ['2020-eval', '2020', 'ids', ['fan 01']],
    ['2021', '2021', 'domains', ['pump 00', 'pump 01']],
    ['2021-eval', '2021', 'domains', ['pump 03']],
    ['2022', '2022-2026', 'sections', ['gearbox 00', 'gearbox 01', 'gearbox 02']],
    ['2023', '2022-2026', 'sections', ['ToyTrain 00', 'bearing 00']],
    ['2023-eval', '2022-2026', 'sections', ['ToyDrone 00']],
    ['2024', '2022-2026', 'sections', ['fan 00', 'slider 00']],
    ['2024-eval', '2022-2026', 'sections', ['HairDryer 00']],
    ['2025', '2022-2026', 'sections', ['valve 00']],
    ['2026', '2022-2026', 'sections', ['ToyCar 00']]
  ])('of %s is known by its names', (name, layout, rule, sections) => {
    const found = read(name)
    expect([found.layout, found.rule, found.warnings]).toEqual([layout, rule, []])
    expect(found.sections.map(({ machine, section }) => `${machine} ${section}`)).toEqual(sections)
  })

  it.each(Object.keys(TREES) as TreeName[])('of %s puts every recording in one place', name => {
    const placed = read(name).sections.flatMap(({ train, test, supplemental }) =>
      [...train, ...test, ...supplemental].map(({ file }) => file)
    )
    expect(placed.sort()).toEqual([...TREES[name].files].sort())
  })

  it.each<TreeName>(['2021', '2022', '2023', '2024', '2025', '2026'])(
    'of %s knows domain and label of every test recording',
    name => {
      for (const { test, train } of read(name).sections) {
        for (const domain of ['source', 'target']) {
          const labels = test.filter(clip => clip.domain === domain).map(({ label }) => label)
          expect(labels.toSorted()).toEqual(['anomalous', 'anomalous', 'normal', 'normal'])
        }
        expect(train.filter(({ domain }) => domain === 'target')).toHaveLength(2)
        expect(train.every(({ label }) => label === 'normal')).toBe(true)
      }
    }
  )

  it.each<TreeName>(['2020-eval', '2023-eval', '2024-eval'])(
    'of %s knows neither of a test recording',
    name => {
      const { test } = read(name).sections[0] ?? { test: [] }
      expect(test.map(({ domain, label }) => [domain, label])).toEqual(test.map(() => [null, null]))
      expect(test.length).toBeGreaterThan(0)
    }
  )

  it('of 2021 takes the domain of an evaluation recording from its folder', () => {
    const { test } = read('2021-eval').sections[0] ?? { test: [] }
    expect(test.map(({ domain }) => domain)).toEqual([
      ...Array<string>(3).fill('source'),
      ...Array<string>(3).fill('target')
    ])
  })

  it('reads attributes from names, and hidden ones as none', () => {
    const [fan, slider] = read('2024').sections
    expect(fan?.train[0]?.attributes).toEqual({ spd: '10V', mic: '1' })
    expect(slider?.train[0]?.attributes).toEqual({})
    expect(read('2026').sections[0]?.train[1]?.attributes).toEqual({
      car: 'A1',
      spd: '28V',
      mic: '1',
      noise: '1'
    })
  })

  it('keeps supplemental recordings apart, noise from clean machine', () => {
    const { supplemental, train } = read('2025').sections[0] ?? { supplemental: [], train: [] }
    expect(supplemental.map(({ isNoise }) => isNoise)).toEqual([false, false, true, true])
    expect(train).toHaveLength(8)
  })

  it('takes a renamed test set, which has labels, instead of the test set', () => {
    const files = [
      ...TREES['2023-eval'].files,
      'ToyDrone/test_rename/section_00_source_test_normal_0000_car_A1.wav'
    ]
    const { test } = readLayout(files).sections[0] ?? { test: [] }
    expect(test).toMatchObject([{ domain: 'source', label: 'normal', attributes: { car: 'A1' } }])
  })

  it('names the machine by the folder where that is itself a machine', () => {
    const files = ['train/normal_id_00_00000000.flac', 'test/anomaly_id_00_00000000.flac']
    expect(readLayout(files, { rootName: 'slider' }).sections[0]?.machine).toBe('slider')
  })

  it('warns of recordings of another layout, and of anomalies among the training recordings', () => {
    const { warnings, sections } = readLayout([
      ...TREES['2023'].files,
      'notes/hum.wav',
      'bearing/train/section_00_source_train_anomaly_0000_spd_1V.wav'
    ])
    expect(warnings).toEqual([
      'Not of this layout: notes/hum.wav',
      'Anomalous by name, so not learned from: bearing/train/section_00_source_train_anomaly_0000_spd_1V.wav'
    ])
    expect(sections).toHaveLength(2)
  })

  it('refuses a folder without such recordings, and a machine in two places', () => {
    expect(() => readLayout(['a/b.wav'])).toThrow('no recordings of DCASE names')
    const nested = TREES['2023'].files.flatMap(file => [`dev/${file}`, `eval/${file}`])
    expect(() => readLayout(nested)).toThrow('stands in two places, dev/')
  })
})

describe('a tree on the disk', () => {
  it('gives attributes of its tables', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'earshot-layout-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeTree(folder, '2024-eval', 0.1)
    const { sections, warnings } = await listDataSet(folder)
    expect(warnings).toEqual([])
    expect(sections[0]?.train.map(({ attributes }) => attributes.load)).toEqual([
      '0',
      '1',
      '0',
      '1',
      '0',
      '1',
      '0',
      '1'
    ])
    expect(sections[0]?.test[0]?.attributes).toEqual({})
  })

  it('is refused where it is not there', async () => {
    await expect(listDataSet('/nowhere/at/all')).rejects.toThrow('it is not there')
  })
})
