import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ADMIN_EMAIL, ADMIN_TOKEN, git, startPail } from '@pail/testkit'
import { committed } from './packages.ts'

const run = promisify(execFile)
const [folder = '', cache = ''] = process.argv.slice(2)
const cert = join(folder, 'cert.pem')
const API = 'https://api.pail.test/2.0/repositories/demo'

/** Run in a network namespace of its own, with certificates for `api.pail.test` and `pail.test` in the folder. */
async function main(): Promise<void> {
  const tls = { PAIL_TLS_CERT: cert, PAIL_TLS_KEY: join(folder, 'key.pem') }
  const pail = await startPail({ ...tls, PAIL_PORT: '443' })
  try {
    await push('lantern', await lanterns())
    await push('rover', await committed(ROVER))
    await renovate()
    const [welcome] = await open()
    expect(welcome?.title === 'Configure Renovate', `the first pull request is ${welcome?.title}`)
    await call(`${API}/rover/pullrequests/${welcome.id}/merge`, 'POST')
    await renovate()
    const [update] = await open()
    expect(/lantern/.test(update?.title ?? ''), `the second pull request is ${update?.title}`)
    const sha = (await call(`${API}/rover/pullrequests/${update.id}/commits`)).values[0].hash
    const status = { key: 'ci', state: 'SUCCESSFUL', url: 'https://ci.example.org/1' }
    await call(`${API}/rover/commit/${sha}/statuses/build`, 'POST', status)
    await renovate()
    const after = await call(`${API}/rover/pullrequests/${update.id}`)
    expect(after.state === 'MERGED', `the second pull request is ${after.state}`)
    const file = await fetched(`${API}/rover/src/main/lantern.version`)
    expect(file.includes('v1.1.0'), `main says ${file}`)
    console.log(`Renovate: ${welcome.title}; ${update.title}; merged by itself after a build`)
  } finally {
    await pail.stop()
  }
}

async function renovate(): Promise<void> {
  const config = {
    platform: 'bitbucket',
    endpoint: 'https://api.pail.test/',
    username: ADMIN_EMAIL,
    password: ADMIN_TOKEN,
    repositories: ['demo/rover'],
    onboardingConfig: ONBOARDING,
    baseDir: join(folder, 'renovate'),
    gitAuthor: 'Renovate <renovate@example.org>',
    persistRepoData: false,
  }
  const file = join(folder, 'config.json')
  mkdirSync(config.baseDir, { recursive: true })
  writeFileSync(file, JSON.stringify(config))
  const env = {
    ...process.env,
    RENOVATE_CONFIG_FILE: file,
    NODE_EXTRA_CA_CERTS: cert,
    GIT_SSL_CAINFO: cert,
    LOG_LEVEL: 'debug',
    RENOVATE_X_HARD_EXIT: 'true',
  }
  const main = join(cache, 'node_modules', 'renovate', 'dist', 'renovate.js')
  const { stdout } = await run(process.execPath, [main], { env, maxBuffer: 1 << 26 }).catch(failed => failed)
  writeFileSync(join(folder, `renovate-${Date.now()}.log`), stdout)
  const trouble = /^ *(ERROR|FATAL): .*$/m.exec(stdout)
  expect(!trouble, `Renovate says ${trouble?.[0]}:\n${stdout.slice(-4000)}`)
}

const open = async () => (await call(`${API}/rover/pullrequests?state=OPEN`)).values

async function call(url: string, method = 'GET', body?: unknown) {
  const text = await fetched(url, method, body)
  return text === '' ? undefined : JSON.parse(text)
}

/** With curl, which reads the certificate by itself; Node would have to be started with it. */
async function fetched(url: string, method = 'GET', body?: unknown): Promise<string> {
  const args = ['-sS', '--fail-with-body', '--cacert', cert, '-u', `${ADMIN_EMAIL}:${ADMIN_TOKEN}`, '-X', method, url]
  const sent = body === undefined ? [] : ['-H', 'content-type: application/json', '-d', JSON.stringify(body)]
  return (await run('curl', [...args, ...sent], { maxBuffer: 1 << 26 })).stdout
}

async function push(slug: string, from: string): Promise<void> {
  await call(`${API}/${slug}`, 'POST', { is_private: false })
  const url = `https://x-token-auth:${ADMIN_TOKEN}@pail.test/demo/${slug}.git`
  const refs = ['refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*']
  await git(from, '-c', `http.sslCAInfo=${cert}`, 'push', '-q', url, ...refs)
}

async function lanterns(): Promise<string> {
  const at = await committed({ 'README.md': 'light\n' })
  await git(at, 'tag', 'v1.1.0')
  return at
}

function expect(fact: boolean, otherwise: string): asserts fact {
  if (!fact) throw new Error(otherwise)
}

const ROVER = { 'README.md': '# Rover\n', 'lantern.version': 'https://pail.test/demo/lantern.git v1.0.0\n' }
const ONBOARDING = {
  automerge: true,
  automergeType: 'pr',
  platformAutomerge: false,
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['/lantern\\.version$/'],
      matchStrings: ['(?<depName>https://\\S+) (?<currentValue>v\\S+)'],
      datasourceTemplate: 'git-tags',
      versioningTemplate: 'semver',
    },
  ],
}

await main()
