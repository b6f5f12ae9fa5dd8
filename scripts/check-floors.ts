import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { slices } from '../packages/server/src/slices.ts'

const SERVER = 'packages/server/src'
/** Lowest first. A file may import from its own floor and from the floors before it. */
const FLOORS = [
  'db',
  'settings',
  'config.ts',
  'data-directory.ts',
  'kernel',
  'auth',
  ...slices.map(slice => slice.name),
  'git-doors',
  'docs',
  'slices.ts',
  'app.ts',
  'start',
  'operate',
  'main.ts',
]
/** Packages by floor: those below know none of those above. */
const PACKAGES: Record<string, readonly string[]> = {
  failures: [],
  'query-language': ['failures'],
  'partial-fields': ['failures'],
  'ssh-keys': ['failures'],
  outbound: [],
  blobs: ['failures'],
  'code-search': ['failures'],
  db: ['failures', 'query-language'],
  git: ['failures'],
  'git-node': ['failures', 'git'],
  server: [
    'failures',
    'query-language',
    'partial-fields',
    'ssh-keys',
    'db',
    'git',
    'git-node',
    'outbound',
    'blobs',
    'code-search',
  ],
  client: [],
  'source-bitbucket': ['client'],
  sync: ['source-bitbucket'],
  'download-actions': ['client'],
  'n8n-nodes-downloads': ['client', 'download-actions'],
  cli: ['client', 'sync'],
  testkit: ['db', 'blobs', 'git', 'git-node', 'server', 'client'],
}
/** Built on one another by design: authentication is asked by the request walk and reads the kernel's words. */
const TOGETHER = [['kernel', 'auth', 'settings', 'config.ts']]

const isTest = (file: string) => /\.test\.ts$|\/testing(\.ts$|\/)/.test(file)

/** The longest name in the list that holds the file. */
const floorOf = (file: string) =>
  FLOORS.filter(floor => file === floor || file.startsWith(`${floor}/`)).sort((a, b) => b.length - a.length)[0]

function faultsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const targets = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(match => match[1]!)
  return targets.flatMap(target => (target.startsWith('.') ? withinServer(file, target) : acrossPackages(file, target)))
}

function withinServer(file: string, target: string): string[] {
  if (!file.startsWith(SERVER)) return []
  const [from, to] = [relative(SERVER, file), relative(SERVER, join(dirname(file), target))].map(floorOf)
  if (from === undefined || to === undefined) return [`${file} or ${target} stands on no floor`]
  if (TOGETHER.some(group => group.includes(from) && group.includes(to))) return []
  const reachesUp = FLOORS.indexOf(to) > FLOORS.indexOf(from)
  const meddles =
    from !== to && /\/(routes|store)\.ts$/.test(target) && from.startsWith('resources/') && /\/routes\.ts$/.test(target)
  return [
    ...(reachesUp ? [`${file} reaches up to ${target}`] : []),
    ...(meddles ? [`${file} uses the routes of ${to}`] : []),
  ]
}

function acrossPackages(file: string, target: string): string[] {
  const [, to] = /^@pail\/([a-z-]+)/.exec(target) ?? []
  const [, from = ''] = /^packages\/([a-z-]+)\//.exec(file) ?? []
  if (!to || to === from || PACKAGES[from]?.includes(to)) return []
  return [`${file} reaches up to ${target}`]
}

const files = globSync('packages/*/src/**/*.ts').filter(file => !isTest(file))
const faults = files.flatMap(faultsIn)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
