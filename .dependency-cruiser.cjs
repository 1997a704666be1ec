/** The arrows of docs/architecture.md: which room may import which. A room may always import itself. */
const ARROWS = {
  contract: [],
  files: ['contract'],
  dsp: [],
  audio: ['dsp', 'contract'],
  ml: ['dsp', 'files', 'contract'],
  compute: ['ml', 'dsp', 'audio', 'files', 'contract'],
  store: ['contract'],
  core: ['store', 'audio', 'files', 'contract'],
  server: ['core', 'contract'],
  cli: ['core', 'server', 'files', 'contract'],
  main: ['core', 'files', 'contract'],
  preload: ['contract']
}

const OURS = '^(electron|renderer|test|build|resources)/'

const rooms = Object.entries(ARROWS).map(([room, allowed]) => ({
  name: `${room}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^electron/${room}/` },
  to: { path: OURS, pathNot: `^electron/(${[room, ...allowed].join('|')})/` }
}))

/** A package that only some folders may import. */
const only = (name, to, folders) => ({
  name,
  severity: 'error',
  from: { path: '^(electron|renderer)/', pathNot: `^(${folders.join('|')})/` },
  to
})

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...rooms,
    {
      name: 'renderer-imports-only-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: OURS, pathNot: '^(renderer|electron/contract|resources)/' }
    },
    {
      name: 'ml-takes-only-errors-engines-and-types-from-contract',
      severity: 'error',
      from: { path: '^electron/ml/' },
      to: {
        path: '^electron/contract/',
        pathNot: '^electron/contract/(errors|engines)[.]ts$',
        dependencyTypesNot: ['type-only']
      }
    },
    {
      name: 'renderer-and-contract-run-in-the-browser',
      severity: 'error',
      from: { path: '^(renderer|electron/contract)/' },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'dsp-and-ml-know-no-files',
      severity: 'error',
      from: { path: '^electron/(dsp|ml)/', pathNot: '^electron/ml/(cache|engine|training)/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|fs/promises|child_process|http|net)$' }
    },
    {
      name: 'ml-writes-only-caches-graphs-and-trainings',
      severity: 'error',
      from: { path: '^electron/ml/', pathNot: '^electron/ml/(cache|engine|training)/' },
      to: { path: '^electron/files/' }
    },
    only('only-store-imports-sqlite', { path: 'node_modules/better-sqlite3/' }, ['electron/store']),
    only('only-main-and-preload-import-electron', { path: 'node_modules/electron/' }, [
      'electron/main',
      'electron/preload'
    ]),
    only(
      'only-ml-engine-chooses-tensorflow',
      { path: 'node_modules/@tensorflow/', pathNot: 'node_modules/@tensorflow/tfjs-core/' },
      ['electron/ml/engine']
    ),
    {
      name: 'hosts-import-no-development-packages',
      severity: 'error',
      from: { path: '^electron/' },
      // Electron is what runs the packages, not a part of them.
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/electron/'
      }
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|build)/' },
      to: { path: '^test/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.vue', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
}
