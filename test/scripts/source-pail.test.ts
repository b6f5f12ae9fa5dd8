import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ADMIN_EMAIL, ADMIN_TOKEN, asAdmin, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import { type Heard, type Reading, readFrom, STREAMS, type Wire } from 'pail-source-bitbucket/testing'

/** The source for Airbyte against a real Pail, whose repositories are pushed to while nobody reads. */
let pail: PailProcess
let folder: string

const remote = () => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/site.git`
const read = (reading: Reading = {}) =>
  readFrom(
    { url: `${pail.origin}/2.0` },
    { ...reading, config: { workspace: 'demo', email: ADMIN_EMAIL, api_token: ADMIN_TOKEN, ...reading.config } },
  )
const hashes = ({ records }: Heard) => (records.commits ?? []).map(({ hash }) => hash).sort()
const log = async (...revisions: string[]) => (await git(folder, 'log', '--format=%H', ...revisions)).split('\n').sort()

async function commit(name: string): Promise<void> {
  writeFileSync(join(folder, name), `${name}\n`)
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', name)
}

before(async () => {
  pail = await startPail()
  for (const slug of ['site', 'empty']) await asAdmin(pail.origin, `POST /2.0/repositories/demo/${slug}`, {})
  folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two', 'three']) await commit(name)
  await git(folder, 'tag', 'v1.0')
  await git(folder, 'checkout', '-q', '-b', 'feature/one')
  await commit('four')
  await git(folder, 'push', '-q', remote(), 'main', 'feature/one', 'v1.0')
  await open('feature/one')
})
after(() => pail.stop())

const open = (branch: string): Promise<Wire> =>
  asAdmin(pail.origin, 'POST /2.0/repositories/demo/site/pullrequests', {
    title: `Take ${branch}`,
    source: { branch: { name: branch } },
    destination: { branch: { name: 'main' } },
  })

test('everything that Pail has is read, and what it has not is skipped in plain sight', async () => {
  const whole = await read()
  assert.deepEqual([whole.failure, whole.errors], [undefined, []])
  for (const name of STREAMS) assert.deepEqual(whole.statuses[name], ['STARTED', 'RUNNING', 'COMPLETE'], name)
  assert.deepEqual(whole.records.repositories!.map(({ slug }) => slug).sort(), ['empty', 'site'])
  assert.deepEqual(hashes(whole), await log('main', 'feature/one'))
  assert.deepEqual(
    whole.records.pull_requests!.map(({ id, title }) => [id, title]),
    [[1, 'Take feature/one']],
  )
  assert.deepEqual(whole.records.branches!.map(({ name }) => name).sort(), ['feature/one', 'main'])
  assert.deepEqual(
    whole.records.tags!.map(({ name }) => name),
    ['v1.0'],
  )
  assert.ok(whole.records.workspace_users!.length > 0 && whole.records.projects!.length > 0)
})

test('where nothing happened nothing is read again', async () => {
  const streams = ['repositories', 'pull_requests', 'commits', 'pull_request_activity']
  const { state } = await read({ streams })
  const again = await read({ streams, state })
  assert.deepEqual([again.failure, again.records], [undefined, {}])
})

test('what is pushed, forced, opened and merged between two reads is all that the second one reads', async () => {
  const streams = ['repositories', 'pull_requests', 'commits', 'pull_request_activity']
  const first = await read({ streams })
  const before = await log('main', 'feature/one')
  // The feature is written anew, from the first commit on; main gets a commit that says it is old.
  await git(folder, 'reset', '-q', '--hard', 'main~2')
  await commit('five')
  await git(folder, 'push', '-q', '--force', remote(), 'HEAD:feature/one')
  await git(folder, 'checkout', '-q', '-b', 'feature/two', 'main')
  await commit('six')
  await git(folder, 'commit', '-q', '--amend', '--no-edit', '--date', '2001-01-01T00:00:00Z')
  await git(folder, 'push', '-q', remote(), 'feature/two')
  await asAdmin(pail.origin, `POST /2.0/repositories/demo/site/pullrequests/1/approve`)
  await open('feature/two')
  const second = await read({ streams, state: first.state })
  assert.equal(second.failure, undefined)
  assert.deepEqual(hashes(second), (await pushed()).filter(hash => !before.includes(hash)).sort())
  assert.deepEqual(second.records.pull_requests!.map(({ id }) => id).sort(), [1, 2])
  assert.ok(second.records.pull_request_activity!.some(({ approval }) => approval))
  assert.deepEqual(
    second.records.repositories!.map(({ slug }) => slug),
    ['site'],
  )

  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/site/pullrequests/2/merge', {
    merge_strategy: 'merge_commit',
  })
  const third = await read({ streams, state: second.state })
  await git(folder, 'fetch', '-q', remote(), 'main')
  const merge = await git(folder, 'rev-parse', 'FETCH_HEAD')
  assert.deepEqual(hashes(third), [merge])
  assert.deepEqual(
    third.records.pull_requests!.map(({ id, state }) => [id, state]),
    [[2, 'MERGED']],
  )
  assert.deepEqual((await read({ streams, state: third.state })).records, {})
})

/** The commits behind all branches of the server. */
async function pushed(): Promise<string[]> {
  await git(folder, 'fetch', '-q', remote(), '+refs/heads/*:refs/remotes/there/*')
  return (await git(folder, 'log', '--format=%H', '--remotes=there')).split('\n')
}

test('a token that may read repositories only reads those, and names what it lacks for the rest', async () => {
  const { secret } = await asAdmin(pail.origin, 'POST /pail/1/user/tokens', { name: 'source', scopes: ['repository'] })
  const reading = await read({ config: { api_token: secret }, streams: ['tags', 'workspace_users'] })
  assert.deepEqual(
    [reading.statuses.tags?.at(-1), reading.statuses.workspace_users?.at(-1)],
    ['COMPLETE', 'INCOMPLETE'],
  )
  assert.match(reading.errors[0]!.message, /account/)
  assert.ok(!JSON.stringify(reading.messages).includes(secret))
})
