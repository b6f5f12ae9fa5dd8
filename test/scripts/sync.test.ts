import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ADMIN_TOKEN, git, listen, makeHistory, type PailProcess, startPail, temporary } from '@pail/testkit'
import { commandFor, MAIN, type Ran } from '../../packages/cli/src/testing.ts'
import { jsonlPlace, type Place, parquetPlace, sqlitePlace } from '../../packages/sync/src/testing/places.ts'

const COMMITS = 250
const STREAMS = ['repositories', 'pull_requests', 'commits', 'workspace_users', 'branches', 'tags', 'projects']

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>
let history: string

before(async () => {
  server = await startPail()
  pail = commandFor(server.origin)
  history = await makeHistory({ commits: COMMITS, files: 7 })
  for (const slug of ['site', 'vault']) {
    await api('POST', `/repositories/admin/${slug}`, {})
    await git(history, 'push', '-q', remote(slug), '--all')
    await git(history, 'push', '-q', remote(slug), '--tags')
  }
  await openPullRequest('site')
})
after(() => server.stop())

const remote = (slug: string) => `${server.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/admin/${slug}.git`

async function api(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
  const answer = await fetch(`${server.origin}/2.0${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : null,
  })
  assert.ok(answer.ok, `${path}: ${answer.status}`)
  return answer.status === 204 ? {} : await answer.json()
}

async function openPullRequest(slug: string): Promise<void> {
  const commit = await git(history, 'commit-tree', '-p', 'main', '-m', 'Another way', 'main^{tree}')
  await git(history, 'push', '-q', remote(slug), `${commit}:refs/heads/another`)
  const title = 'Go another way'
  await api('POST', `/repositories/admin/${slug}/pullrequests`, { title, source: { branch: { name: 'another' } } })
}

/** What tells the rows of each stream apart, and a sum of all that they hold; links name the server as it was asked. */
async function everything(place: Place): Promise<Record<string, string[]>> {
  const held: Record<string, string[]> = {}
  for (const name of STREAMS) held[name] = (await place.rows(name)).map(sum).sort()
  return held
}

function sum({ size: _, ...row }: Record<string, unknown>): string {
  // The size of a repository is measured now and then.
  const text = JSON.stringify(row).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '')
  return `${row.hash ?? row.id ?? row.uuid ?? row.name} ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}

test('what cannot be done is refused in a sentence, without the secrets in it', async () => {
  const token = { PAIL_TOKEN: 'ada@example.com:topsecret' }
  const [unknown, absent, stream, stranger, nowhere] = await Promise.all([
    pail('sync', '--to', 'mysql://ada:topsecret@example.com/x'),
    pail('sync', '--to', 'postgres://ada:topsecret@127.0.0.1:1/x'),
    pail('sync', '--to', sqlitePlace().target, '--streams', 'stars'),
    commandFor(server.origin, token)('sync', '--to', sqlitePlace().target, '--workspace', 'admin'),
    pail('sync'),
  ])
  assert.deepEqual([unknown.code, absent.code, stream.code, stranger.code, nowhere.code], [1, 1, 1, 1, 2])
  assert.match(unknown.err, /mysql:\/\/ada:…@example\.com\/x is none of sqlite:file\.db/)
  assert.match(absent.err, /The database does not answer/)
  assert.match(stream.err, /no stream stars; there are/)
  assert.match(stranger.err, /refuses the credentials/)
  assert.doesNotMatch(unknown.err + absent.err + stranger.err + stranger.out, /topsecret/)
})

test('all kinds of places hold what the server has, and follow it', async () => {
  const places = [sqlitePlace(), jsonlPlace(), parquetPlace()]
  await api('POST', '/repositories/admin/short', {})
  for (const { code } of await Promise.all(places.map(({ target }) => pail('sync', '--to', target))))
    assert.equal(code, 0)
  const [first, ...others] = await Promise.all(places.map(everything))
  assert.deepEqual(
    STREAMS.map(name => first![name]!.length),
    [3, 1, 2 * COMMITS + 1, 1, 5, 2, 1],
  )
  for (const other of others) assert.deepEqual(other, first)

  await api('DELETE', '/repositories/admin/short')
  await api('PUT', '/repositories/admin/site/pullrequests/1', { title: 'Go back' })
  await git(history, 'push', '-q', remote('vault'), ':refs/heads/feature/one')
  await Promise.all(places.map(({ target }) => pail('sync', '--to', target)))
  for (const place of places) {
    const now = await everything(place)
    assert.deepEqual(
      STREAMS.map(name => now[name]!.length),
      [2, 1, 2 * COMMITS + 1, 1, 4, 2, 1],
    )
    assert.deepEqual(
      (await place.rows('pull_requests')).map(({ title }) => title),
      ['Go back'],
    )
  }
})

test('some streams can be had as JSON lines, the summary as JSON', async () => {
  const place = jsonlPlace()
  const { code, out } = await pail('sync', '--to', place.target, '--streams', 'projects,repositories', '--json')
  assert.equal(code, 0)
  const shown = JSON.parse(out).map(({ stream, records }: Record<string, unknown>) => [stream, records])
  assert.deepEqual(shown, [
    ['repositories', 2],
    ['projects', 1],
  ])
  const { values } = (await api('GET', '/repositories/admin?sort=slug')) as { values: Record<string, unknown>[] }
  const rows = await place.rows('repositories')
  assert.deepEqual(
    rows.map(({ slug, links }) => [slug, links]).sort(),
    values.map(({ slug, links }) => [slug, links]).sort(),
  )
})

test('a file says whose workspace is read and with which credential, and is not quoted', async () => {
  const file = join(temporary(), 'config.json')
  const credentials = { auth_type: 'access_token', access_token: ADMIN_TOKEN }
  writeFileSync(file, JSON.stringify({ workspace: 'admin', base_url: `${server.origin}/2.0`, credentials }))
  const nobody = commandFor('http://127.0.0.1:1', { PAIL_TOKEN: '' })
  const place = sqlitePlace()
  assert.equal((await nobody('sync', '--to', place.target, '--config', file, '--streams', 'repositories')).code, 0)
  assert.equal((await place.rows('repositories')).length, 2)
  writeFileSync(file, `{"api_token": "topsecret",`)
  const broken = await nobody('sync', '--to', place.target, '--config', file)
  assert.deepEqual([broken.code, broken.err.includes('topsecret')], [2, false])
})

/** Stands between the command and the server, and does something when so many requests have come. */
async function between(count: number, deed: () => void): Promise<{ origin: string; close(): Promise<void> }> {
  let requests = 0
  return listen(async (request, response) => {
    if (++requests === count) deed()
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>
    const answer = await fetch(server.origin + request.url, { headers: { ...headers, 'accept-encoding': 'identity' } })
    const body = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body)
  })
}

/** Runs the command and sends it a signal when it has sent so many requests. */
async function stopped(target: string, requests: number, signal: NodeJS.Signals) {
  let child: ChildProcess | undefined
  const proxy = await between(requests, () => child?.kill(signal))
  const file = join(temporary(), 'config.json')
  const credentials = { auth_type: 'access_token', access_token: ADMIN_TOKEN }
  writeFileSync(file, JSON.stringify({ workspace: 'admin', base_url: proxy.origin, credentials, concurrency: 1 }))
  const args = ['--disable-warning=ExperimentalWarning', MAIN, 'sync', '--to', target, '--config', file]
  child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', text => (said += text))
  const [code, killed] = await once(child, 'close')
  const again = async () => {
    const run = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    return (await once(run, 'close'))[0]
  }
  return { code, killed, said, again, close: () => proxy.close() }
}

test('what was killed over holds what was not', async () => {
  const [place, straight] = [sqlitePlace(), sqlitePlace()]
  const { killed, again, close } = await stopped(place.target, 7, 'SIGKILL')
  assert.equal(killed, 'SIGKILL')
  const [code, other] = await Promise.all([again(), pail('sync', '--to', straight.target)])
  assert.deepEqual([code, other.code], [0, 0])
  await close()
  assert.deepEqual(await everything(place), await everything(straight))
})

test('an interruption keeps what has come, says so, and the next run goes on', async () => {
  const place = sqlitePlace()
  const { code, said, again, close } = await stopped(place.target, 8, 'SIGINT')
  assert.equal(code, 130)
  assert.match(said, /stopped; what has come is in sqlite:.*, and the next run goes on from there/)
  assert.equal((await place.rows('repositories')).length, 2)
  assert.equal(await again(), 0)
  await close()
  assert.equal((await place.rows('commits')).length, 2 * COMMITS + 1)
})

test('a refresh token that changes with its use is kept in the file, for its owner only', async () => {
  const tokens = {
    access_token: 'an-access-token',
    refresh_token: 'the-second',
    token_type: 'bearer',
    expires_in: 7200,
  }
  const cloud = await listen((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.method === 'POST' ? tokens : { values: [], pagelen: 100 }))
  })
  const file = join(temporary(), 'config.json')
  const credentials = { auth_type: 'oauth', client_id: 'key', client_secret: 'secret', refresh_token: 'the-first' }
  writeFileSync(file, JSON.stringify({ workspace: 'acme', base_url: cloud.origin, credentials }), { mode: 0o600 })
  const ran = await pail('sync', '--to', sqlitePlace().target, '--config', file, '--streams', 'projects')
  await cloud.close()
  assert.equal(ran.code, 0, ran.err)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  assert.deepEqual(kept.credentials, { ...credentials, refresh_token: 'the-second' })
  assert.equal(kept.workspace, 'acme')
})
