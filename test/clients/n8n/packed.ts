import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporary } from '@pail/testkit'
import { buildN8nNode } from '../../../scripts/build-n8n.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..', '..')
const SOURCE = join(root, 'packages', 'n8n-nodes-downloads')

/** What is published, and nothing besides. */
const CONTENT = [
  'LICENSE',
  'LICENSE-APACHE',
  'NOTICE',
  'README.md',
  'dist/credentials/BitbucketDownloadsApi.credentials.js',
  'dist/icons/bitbucketDownloads.dark.svg',
  'dist/icons/bitbucketDownloads.svg',
  'dist/nodes/BitbucketDownloads/BitbucketDownloads.node.js',
  'dist/nodes/BitbucketDownloads/BitbucketDownloads.node.json',
  'package.json',
]

/** The package as npm packs it; its content is what is listed here. */
export async function packed(): Promise<string> {
  const folder = temporary()
  await buildN8nNode(join(folder, 'made'))
  const args = ['pack', '--json', '--loglevel=error', '--pack-destination', folder]
  const { stdout } = await run('npm', args, { cwd: join(folder, 'made') })
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }]
  assert.deepEqual(files.map(file => file.path).sort(), CONTENT)
  return join(folder, filename)
}

export async function unpacked(tarball: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true })
  await run('tar', ['xzf', tarball, '-C', into, '--strip-components=1'])
}

/** n8n's own types accept the sources, which the workspace checks against a sketch of them. */
export async function hasItsTypes(modules: string): Promise<void> {
  const folder = temporary()
  const types = join(modules, 'n8n-workflow', 'dist', 'esm', 'index.d.ts')
  const files = [
    'nodes/BitbucketDownloads/BitbucketDownloads.node.ts',
    'credentials/BitbucketDownloadsApi.credentials.ts',
  ]
  const compilerOptions = { typeRoots: [join(root, 'node_modules', '@types')], paths: { 'n8n-workflow': [types] } }
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: files.map(at) }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder])
}

const at = (file: string): string => join(SOURCE, file)

/** n8n's linter finds nothing, neither error nor warning, in the sources and in what is packed, and sees what is wrong. */
export async function isClean(modules: string, tarball: string): Promise<void> {
  const [sources, published] = [join(temporary(), 'sources'), join(temporary(), 'published')]
  for (const part of ['package.json', 'nodes', 'credentials', 'icons'])
    cpSync(at(part), join(sources, part), { recursive: true })
  await unpacked(tarball, published)
  for (const [folder, file] of [
    [sources, 'nodes/BitbucketDownloads/exchange.ts'],
    [published, 'dist/nodes/BitbucketDownloads/BitbucketDownloads.node.js'],
  ] as const) {
    assert.deepEqual(await complaints(modules, folder), [])
    writeFileSync(join(folder, file), `${readFileSync(join(folder, file), 'utf8')}\nsetTimeout(() => {}, 1)\n`)
    assert.match((await complaints(modules, folder)).join(), /no-restricted-globals/)
  }
}

/** By the settings of n8n's check of community packages, which by itself reads published ones only. */
async function complaints(modules: string, folder: string): Promise<string[]> {
  const script = join(import.meta.dirname, 'lint.mjs')
  const { stdout } = await run(process.execPath, [script, modules, folder])
  return JSON.parse(stdout) as string[]
}
