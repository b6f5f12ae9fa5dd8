import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { listen } from '@pail/testkit'
import { type Cloud, configFor, makePullRequest, minute, openCloud, push } from 'pail-source-bitbucket/testing'
import { buildSource } from '../../scripts/build-source.ts'
import { NotInstalled } from './not-installed.ts'

const run = promisify(execFile)
const HERE = join(import.meta.dirname, 'airbyte')
const SOURCE = join(import.meta.dirname, '..', '..', 'packages', 'source-bitbucket')
const VENV = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'pail-clients', 'airbyte')
const INSTALLER = 'uv==0.8.24'
const PACKAGES = ['airbyte==0.71.3', 'airbyte-cdk==7.39.1', 'pytest==8.4.2']

/**
 * The source for Airbyte in the hands of Airbyte's own programs: the CDK's entrypoint and standard tests, its low-code runner
 * as a second opinion, PyAirbyte. They read from a server that answers as Bitbucket Cloud does.
 */
export async function readWithAirbyte(): Promise<string[]> {
  const bin = await pythonWithAirbyte().catch(error => {
    throw new NotInstalled('What runs sources for Airbyte', error)
  })
  const folder = mkdtempSync(join(tmpdir(), 'pail-airbyte-'))
  const cloud = await openCloud({ repositories: 4 })
  // Every stream has something to show.
  for (const { object } of cloud.world.repositories) object.has_issues = true
  try {
    const executable = await buildSource(join(folder, 'bin'))
    const root = connectorIn(folder, cloud)
    const ours = { PAIL_SOURCE: executable, PAIL_SOURCE_ROOT: root, PYTHONPATH: HERE }
    const env = { ...process.env, ...ours, ...QUIET, TMPDIR: folder, AIRBYTE_LOGGING_ROOT: join(folder, 'logs') }
    const python = async (...args: string[]) =>
      (await run(join(bin, 'python'), args, { env, cwd: folder, maxBuffer: 1 << 28 })).stdout.trim()
    const config = JSON.stringify(configFor(cloud))
    return [
      lastLine(
        await python(
          '-m',
          'pytest',
          '-q',
          '-k',
          'not docker',
          '-p',
          'no:cacheprovider',
          join(HERE, 'test_standard.py'),
        ),
      ),
      lastLine(await python(join(HERE, 'entrypoint_walk.py'), config)),
      lastLine(await python(join(HERE, 'twin_walk.py'), config, join(SOURCE, 'integration_tests', 'manifest.yaml'))),
      lastLine(await withChanges(cloud, url => python(join(HERE, 'pyairbyte_walk.py'), config, url))),
    ]
  } finally {
    await cloud.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Neither tells anybody that it runs, nor leaves compiled files between ours. */
const QUIET = { DO_NOT_TRACK: '1', AIRBYTE_OFFLINE_MODE: '1', PYTHONDONTWRITEBYTECODE: '1' }

/** A folder as the standard tests want it: what is in ours, and a configuration that leads to the server. */
function connectorIn(folder: string, cloud: Cloud): string {
  const root = join(folder, 'source-bitbucket')
  mkdirSync(join(root, 'secrets'), { recursive: true })
  for (const name of ['acceptance-test-config.yml', 'metadata.yaml', 'integration_tests'])
    cpSync(join(SOURCE, name), join(root, name), { recursive: true })
  const refused = configFor(cloud, { api_token: 'no-such-token' })
  writeFileSync(join(root, 'secrets', 'config.json'), JSON.stringify(configFor(cloud)))
  writeFileSync(join(root, 'integration_tests', 'invalid_config.json'), JSON.stringify(refused))
  return root
}

/** Gives the work an address that changes the world when it is asked: a push and a new pull request. */
async function withChanges(cloud: Cloud, work: (url: string) => Promise<string>): Promise<string> {
  const door = await listen((_, response) => {
    const { world } = cloud
    const kept = world.repositories[0]!
    push(world, kept, 'main', minute(200))
    makePullRequest(world, kept, { id: 99, at: minute(200) })
    kept.object.updated_on = new Date(minute(200)).toISOString()
    response.end()
  })
  try {
    return await work(door.origin)
  } finally {
    await door.close()
  }
}

/** An environment of its own, as what it holds is large; made once. */
async function pythonWithAirbyte(): Promise<string> {
  const bin = join(VENV, 'bin')
  if (!existsSync(join(bin, 'python'))) {
    mkdirSync(VENV, { recursive: true })
    await run('python3', ['-m', 'venv', VENV])
    await run(join(bin, 'python'), ['-m', 'pip', 'install', '-q', INSTALLER])
  }
  const { PIP_CERT, PIP_INDEX_URL, SSL_CERT_FILE = PIP_CERT } = process.env
  const env = {
    ...process.env,
    ...(SSL_CERT_FILE && { SSL_CERT_FILE }),
    ...(PIP_INDEX_URL && { UV_DEFAULT_INDEX: PIP_INDEX_URL }),
  }
  await run(join(bin, 'uv'), ['pip', 'install', '-q', '--python', join(bin, 'python'), ...PACKAGES], { env }).catch(
    () =>
      // It knows fewer ways to a registry than the slower one.
      run(join(bin, 'python'), ['-m', 'pip', 'install', '-q', ...PACKAGES]),
  )
  return bin
}

const lastLine = (text: string): string => text.split('\n').at(-1) ?? ''
