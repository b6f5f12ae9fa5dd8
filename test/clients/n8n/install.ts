import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const CACHE = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'pail-n8n')

interface Kit {
  name: string
  packages: readonly string[]
  /** In the place of what a package asks for and is not published, or not fit for it. */
  overrides: Readonly<Record<string, string>>
  /** Whether packages are installed that others expect beside them. */
  hasPeers: boolean
}

/** n8n's check of community packages, with the API of TypeScript that its parser is written for, and n8n's types. */
const LINT: Kit = {
  name: 'lint',
  packages: ['@n8n/scan-community-package@0.32.0', 'n8n-workflow@2.8.0'],
  overrides: { typescript: '5.9.3' },
  hasPeers: false,
}

/** The newest n8n whose dependencies are all published, but for one that no workflow of ours touches. */
const ENGINE: Kit = { name: 'n8n', packages: ['n8n@2.8.4'], overrides: { xlsx: '0.18.5' }, hasPeers: true }

export const lintTools = (): Promise<string> => installed(LINT)
export const engine = (): Promise<string> => installed(ENGINE)

/** The `node_modules` with these packages, outside of the workspace; made once for each set of versions. */
async function installed({ name, packages, overrides, hasPeers }: Kit): Promise<string> {
  const folder = join(CACHE, name)
  const wanted = `${JSON.stringify({ private: true, packages, overrides })}\n`
  const mark = join(folder, 'installed.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return join(folder, 'node_modules')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), wanted)
  // Nothing is compiled: what is native is either shipped or not needed.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if (!hasPeers) options.push('--legacy-peer-deps')
  await run('npm', ['install', ...options, ...packages], { cwd: folder, maxBuffer: 1 << 26 })
  writeFileSync(mark, wanted)
  return join(folder, 'node_modules')
}
