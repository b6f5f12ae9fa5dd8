import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ADMIN_EMAIL, ADMIN_TOKEN, freePort, git, makeHistory, startPail } from '../packages/testkit/src/index.ts'
import { readWithAirbyte } from '../test/clients/airbyte.ts'
import { comeInWithPython } from '../test/clients/credentials.ts'
import { probeWithGo } from '../test/clients/go-modules.ts'
import { carryWithN8n, packageForN8n } from '../test/clients/n8n.ts'
import { NotInstalled } from '../test/clients/not-installed.ts'
import { installPackages } from '../test/clients/packages.ts'
import { cloneWithParamiko } from '../test/clients/paramiko.ts'
import { reviewWithRenovate } from '../test/clients/renovate.ts'
import { reviewWithGo, reviewWithPython } from '../test/clients/review.ts'
import { startContractProxy } from './contract-proxy.ts'

const run = promisify(execFile)
const ATLASSIAN = 'atlassian-python-api==5.0.5'
const PARAMIKO = 'paramiko==5.1.0'
const VENV = join(import.meta.dirname, '..', 'node_modules', '.cache', 'pail-clients')

/** Clients that are run alone, by their names. */
const ALONE = new Map([
  ['airbyte', readWithAirbyte],
  ['n8n', carryWithN8n],
  ['n8n-package', packageForN8n],
])

/**
 * `npm run clients [-- REPOSITORY]`: published clients and package managers against a server of ours, through the
 * contract proxy, over a repository made for it or one on this disk. Needs Python, Go, and their registries.
 * Some have a server of their own, and run alone when they are named: `npm run clients -- airbyte`.
 */
async function main(given: string | undefined): Promise<boolean> {
  const alone = ALONE.get(given ?? '')
  if (alone) return runAlone(alone)
  const python = await pythonWithClient()
  const hookPort = await freePort()
  const settings = { PAIL_SSH: 'on', PAIL_SSH_PORT: '0', PAIL_OUTBOUND_ALLOW: `127.0.0.1:${hookPort}` }
  const pail = await startPail(settings)
  try {
    const proxy = await startContractProxy(pail.origin)
    const origin = typeof proxy === 'string' ? pail.origin : proxy.origin
    if (typeof proxy === 'string') console.log(proxy)
    await make(pail.origin, 'code', given ?? (await makeHistory({ commits: 400, files: 50 })))
    const script = join(import.meta.dirname, '..', 'test', 'clients', 'walk_cloud.py')
    const { stdout } = await run(python, [script, origin, 'demo', 'code', ADMIN_EMAIL, ADMIN_TOKEN])
    console.log(stdout.trim())
    for (const line of await installPackages(pail.origin, python, make)) console.log(line)
    for (const line of await probeWithGo(pail.origin, make)) console.log(line)
    console.log(await comeInWithPython(origin, python, make))
    const sshPort = Number(/SSH on port (\d+)/.exec(pail.output())?.[1])
    console.log(await cloneWithParamiko(pail.origin, sshPort, python, make))
    console.log(await reviewWithPython(origin, python, make))
    console.log(await reviewWithGo(origin, hookPort, make))
    for (const line of await reviewWithRenovate()) console.log(line)
    for (const line of await carryWithN8n()) console.log(line)
    for (const line of await readWithAirbyte()) console.log(line)
    return typeof proxy === 'string' || (await proxy.finish())
  } finally {
    await pail.stop()
  }
}

/** What must pass before a change lands. A machine that cannot install it has it left out. */
async function runAlone(client: () => Promise<string[]>): Promise<boolean> {
  const said = await client().catch(error => {
    if (error instanceof NotInstalled) return [`left out: ${error.message}`]
    throw error
  })
  for (const line of said) console.log(line)
  return true
}

async function pythonWithClient(): Promise<string> {
  const python = join(VENV, 'bin', 'python')
  if (!existsSync(python)) {
    mkdirSync(VENV, { recursive: true })
    await run('python3', ['-m', 'venv', VENV])
  }
  await run(python, ['-m', 'pip', 'install', '-q', ATLASSIAN, PARAMIKO, 'setuptools', 'wheel'])
  return python
}

/** A public repository of the demo workspace with the branches and tags of one on this disk. */
async function make(origin: string, slug: string, folder: string): Promise<void> {
  const authorization = `Bearer ${ADMIN_TOKEN}`
  const body = JSON.stringify({ is_private: false })
  const headers = { authorization, 'content-type': 'application/json' }
  await fetch(`${origin}/2.0/repositories/demo/${slug}`, { method: 'POST', headers, body })
  const url = `${origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/${slug}.git`
  await git(folder, 'push', '-q', url, 'refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*')
}

process.exit((await main(process.argv[2])) ? 0 : 1)
