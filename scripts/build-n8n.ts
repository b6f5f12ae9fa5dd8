import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'n8n-nodes-downloads')
const NODE = join('nodes', 'BitbucketDownloads', 'BitbucketDownloads.node')
const CREDENTIAL = join('credentials', 'BitbucketDownloadsApi.credentials')

/** What of the package is for those who build it only. */
const OWN = ['private', 'type', 'devDependencies']

/** Makes the node for n8n as it is published, in a folder of its own: n8n takes no dependencies, so all is bundled. */
export async function buildN8nNode(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [NODE, CREDENTIAL].map(file => join(source, `${file}.ts`)),
    outbase: source,
    outdir: join(folder, 'dist'),
    bundle: true,
    format: 'cjs',
    // Nothing of Node's own is to be had, so that a module that asks for it ends the build.
    platform: 'neutral',
    target: 'node20',
    external: ['n8n-workflow'],
    banner: { js: '// MIT; parts of it Apache-2.0: see NOTICE.' },
    logLevel: 'warning',
  })
  for (const file of [`${NODE}.json`, 'icons'])
    cpSync(join(source, file), join(folder, 'dist', file), { recursive: true })
  for (const file of ['README.md', 'LICENSE', 'NOTICE']) cpSync(join(source, file), join(folder, file))
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE-APACHE'))
  const about = Object.entries(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as object)
  const published = Object.fromEntries(about.filter(([name]) => !OWN.includes(name)))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
}

if (import.meta.main) {
  const folder = join(source, 'dist')
  await buildN8nNode(folder)
  console.log(`made ${folder}: "npm publish" from there`)
}
