import { copyFile, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, expect, it } from 'vitest'
import { dataPath, describeWithData } from '../../support/data.ts'
import { runCli } from '../../support/run-cli.ts'

const NAME = 'Förderer 軸受けライン'

const copySome = async (
  from: string,
  to: string,
  take: (name: string) => boolean,
  count: number
): Promise<void> => {
  await mkdir(to, { recursive: true })
  const names = (await readdir(from)).filter(take).sort().slice(0, count)
  for (const name of names) await copyFile(path.join(from, name), path.join(to, name))
}

describeWithData('mimii-slider-id00', 'earshot with a machine, from nothing to the report', () => {
  let folder: string
  let dataDir: string
  const earshot = (...args: string[]) => runCli(args, { dataDir })

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-cli-machine-'))
    dataDir = path.join(folder, 'data')
    const [train, test] = [dataPath('mimii-slider-id00', 'train'), dataPath('mimii-slider-id00', 'test')]
    await copySome(train, path.join(folder, 'normal'), () => true, 12)
    await copySome(test, path.join(folder, 'today'), name => name.startsWith('anomaly'), 2)
    await copySome(test, path.join(folder, 'later'), name => name.startsWith('anomaly_id_00_0000006'), 1)
    await writeFile(path.join(folder, 'today', 'empty.wav'), '')
  })

  it('makes a machine, brings normals in once, and shows them', async () => {
    const created = await earshot('machine', 'create', NAME, '--site', 'Halle', '--alarm', '1/3')
    const imported = await earshot(
      'import',
      '--machine',
      NAME,
      '--label',
      'normal',
      path.join(folder, 'normal')
    )
    const again = await earshot(
      'import',
      '--machine',
      created.stdout.trim(),
      path.join(folder, 'normal'),
      '--json'
    )
    const listed = await earshot('machine', 'list', '--json')
    expect([created.code, imported.code, again.code]).toEqual([0, 0, 0])
    expect(imported.stdout).toContain('12 imported')
    expect(JSON.parse(again.stdout)).toMatchObject({ imported: 0, duplicates: 12 })
    expect(JSON.parse(listed.stdout)).toMatchObject([{ machine: { name: NAME, site: 'Halle' }, normals: 12 }])
  }, 120_000)

  it('makes no machine for a look, nor for a folder that is not there', async () => {
    const looked = await earshot(
      'import',
      '--machine',
      'New',
      '--create',
      '--plan',
      path.join(folder, 'normal')
    )
    const missing = await earshot('import', '--machine', 'New', '--create', path.join(folder, 'nowhere'))
    const listed = await earshot('machine', 'list', '--json')
    expect([looked.code, missing.code]).toEqual([0, 1])
    expect(JSON.parse(listed.stdout)).toHaveLength(1)
  }, 120_000)

  it('fits, saying what it promises', async () => {
    const fitted = await earshot('fit', '--machine', NAME)
    expect(fitted.code).toBe(0)
    expect(fitted.stdout).toMatch(/Model 1: learned from 12 recordings \(2\.0 min of sound\)/u)
    expect(fitted.stdout).toContain('It is in use now.')
    expect(fitted.stdout).toMatch(/Expect .* in 100 normal recordings \(\d+ to \d+\)\./u)
    expect(fitted.stderr).toContain('Provisional: the threshold rests on 12 held-out clips, of 12 normal')
  }, 120_000)

  it('scores what comes in, names what cannot be read and answers 2', async () => {
    const imported = await earshot('import', '--machine', NAME, path.join(folder, 'today'))
    expect(imported.code).toBe(2)
    expect(imported.stderr).toContain('empty.wav')
    expect(imported.stdout).toContain('2 scored, 2 flagged')
  }, 120_000)

  it('scores a file of this computer by bringing it in, and a recording by its name', async () => {
    const [later = ''] = await readdir(path.join(folder, 'later'))
    const scored = await earshot('score', '--machine', NAME, path.join(folder, 'later', later))
    const [row, ...rest] = parse<Record<string, string>>(scored.stdout, { columns: true })
    expect([scored.code, rest.length]).toEqual([0, 0])
    expect(row).toMatchObject({ file: later, flagged: '1', held_out: '0' })
    const byName = await earshot('score', '--machine', NAME, '--model', '1', later, 'nowhere.wav')
    expect(byName.code).toBe(2)
    expect(byName.stdout).toBe(scored.stdout)
    expect(byName.stderr).toContain('nowhere.wav')
  }, 120_000)

  it('labels, changes and reports', async () => {
    const [later = ''] = await readdir(path.join(folder, 'later'))
    const labelled = await earshot('machine', 'label', NAME, 'anomalous', later, '--json')
    const moved = await earshot('machine', 'set', NAME, '--line', '4', '--threshold', '50')
    expect(JSON.parse(labelled.stdout)).toEqual({ labelled: 1, missing: [] })
    expect(moved.code).toBe(0)
    const out = path.join(folder, 'reports', 'report.pdf')
    const reported = await earshot(
      'report',
      '--machine',
      NAME,
      '--by',
      '山田 太郎',
      '--page-size',
      'LETTER',
      '--out',
      out
    )
    expect(reported.stderr).toBe('')
    expect(reported.code).toBe(0)
    const document = await getDocument({ data: new Uint8Array(await readFile(out)), verbosity: 0 }).promise
    const page = await document.getPage(1)
    const { items } = await page.getTextContent()
    const text = items.map(item => ('str' in item ? item.str : '')).join('')
    expect(page.view).toEqual([0, 0, 612, 792])
    expect(text).toContain(NAME)
    expect(text).toContain('山田 太郎')
    expect(text).toContain('moved by hand')
    expect(reported.stdout).toContain(`${document.numPages} pages`)
  }, 120_000)

  it('names the machines there are where one is not, and removes for good', async () => {
    const unknown = await earshot('fit', '--machine', 'Nobody')
    expect(unknown.code).toBe(1)
    expect(unknown.stderr).toContain(NAME)
    const removed = await earshot('machine', 'remove', NAME, '--yes')
    expect(removed.code).toBe(0)
    expect(JSON.parse((await earshot('machine', 'list', '--json')).stdout)).toEqual([])
  }, 120_000)
})
