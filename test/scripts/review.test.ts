import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '@pail/db/testing'
import { openReceiver, type Receiver } from '@pail/server/resources/webhooks/testing'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary, tryGit } from '@pail/testkit'
import { clientOf, type KeyPair, makeKey, noSsh, type SshClient } from '@pail/testkit/ssh'

const SECRET = 'of-the-hook'
const EVENTS = [
  ...['repo:push', 'repo:fork', 'repo:commit_status_created', 'repo:commit_status_updated'],
  ...['created', 'updated', 'push', 'approved', 'unapproved', 'changes_request_created', 'changes_request_removed']
    .concat('comment_created', 'comment_updated', 'comment_resolved', 'fulfilled', 'rejected')
    .map(name => `pullrequest:${name}`),
]
const app = '/2.0/repositories/demo/app'
const fork = '/2.0/repositories/hopper/app'

// biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
type Said = { status: number; body: any }
type Speak = (method: string, path: string, body?: object) => Promise<Said>

const speaker =
  (pail: PailProcess, token: string): Speak =>
  async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(pail.origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    return { status: answer.status, body: text && JSON.parse(text) }
  }

/** Two people on a server: the administrator, who owns demo/app, and grace, who owns a workspace of her own. */
interface Stage {
  pail: PailProcess
  admin: Speak
  grace: Speak
  /** Where git finds a repository, for grace or the administrator. */
  remote(who: 'admin' | 'grace', name: string): string
  work: string
  receiver: Receiver
  ssh: { client: SshClient; key: KeyPair } | undefined
}

async function openStage(settings: Record<string, string>): Promise<Stage> {
  const ssh: Record<string, string> = noSsh ? {} : { PAIL_SSH: 'on', PAIL_SSH_PORT: '0' }
  const pail = await startPail({ PAIL_OUTBOUND_ALLOW: '127.0.0.1', ...ssh, ...settings })
  const admin = speaker(pail, ADMIN_TOKEN)
  const person = { username: 'grace', email: 'grace@example.org', display_name: 'Grace' }
  assert.equal((await admin('POST', '/pail/1/users', person)).status, 201)
  const { body } = await admin('POST', '/pail/1/users/grace/tokens', { name: 'review', scopes: ['*'] })
  const grace = speaker(pail, body.secret)
  assert.equal((await grace('POST', '/pail/1/workspaces', { slug: 'hopper', name: 'Hopper' })).status, 201)
  assert.equal((await admin('POST', app, { is_private: false })).status, 200)
  const tokens = { admin: ADMIN_TOKEN, grace: body.secret as string }
  const remote: Stage['remote'] = (who, name) =>
    `${pail.origin.replace('://', `://x-token-auth:${tokens[who]}@`)}/${name}.git`
  const stage = { pail, admin, grace, remote, work: temporary(), receiver: await openReceiver() }
  return { ...stage, ssh: noSsh ? undefined : await withKey(stage) }
}

async function withKey({ pail, grace }: Pick<Stage, 'pail' | 'grace'>) {
  const key = makeKey()
  assert.equal((await grace('POST', '/2.0/users/grace/ssh-keys', { key: key.public })).status, 201)
  return { client: clientOf(Number(/SSH on port (\d+)/.exec(pail.output())?.[1])), key }
}

const text = (...inserted: readonly string[]) =>
  [...inserted, ...Array.from({ length: 20 }, (_, at) => `line ${at + 1}`)].map(line => `${line}\n`).join('')

async function commit({ work }: Stage, message: string, content: string): Promise<string> {
  writeFileSync(join(work, 'app.txt'), content)
  await git(work, 'add', '.')
  await git(work, 'commit', '-q', '-m', message)
  return git(work, 'rev-parse', 'HEAD')
}

/** Until the receiver has heard of so many events; what it heard, each signed with the secret, in order. */
async function heard({ receiver }: Stage, count: number): Promise<string[]> {
  for (let tries = 0; receiver.calls.length < count && tries < 400; tries++) await wait(50)
  return receiver.calls.map(({ headers, raw }) => {
    const signature = `sha256=${createHmac('sha256', SECRET).update(raw).digest('hex')}`
    assert.equal(headers['x-hub-signature'], signature)
    return String(headers['x-event-key'])
  })
}

/** Until something is so; the server does much of its work after it has answered. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return
    await wait(50)
  }
  assert.fail(`never came to pass: ${isSo}`)
}

async function reviewed(t: TestContext, settings: Record<string, string>): Promise<void> {
  const stage = await openStage(settings)
  t.after(() => stage.receiver.close())
  const { pail, admin, grace, remote, work, receiver, ssh } = stage
  const hook = { description: 'CI', url: receiver.url, active: true, events: EVENTS, secret: SECRET }
  assert.equal((await admin('POST', `${app}/hooks`, hook)).status, 201)
  await git(work, 'init', '-q', '-b', 'main')
  await commit(stage, 'First', text())
  await git(work, 'push', '-q', remote('admin', 'demo/app'), 'main')

  // Only who is let in pushes; grace forks, and pushes to her fork, over SSH where there is a client.
  assert.notEqual((await tryGit(work, 'push', '-q', remote('grace', 'demo/app'), 'main:refs/heads/mine')).code, 0)
  const forked = await grace('POST', `${app}/forks`, { workspace: { slug: 'hopper' } })
  assert.equal(forked.status, 201, JSON.stringify(forked.body))
  await git(work, 'checkout', '-q', '-b', 'feature/greet')
  const first = await commit(stage, 'Greet', text('hello'))
  const pushed = ssh
    ? (await ssh.client.git(ssh.key, work, 'push', '-q', ssh.client.url('hopper/app'), 'feature/greet')).code
    : (await tryGit(work, 'push', '-q', remote('grace', 'hopper/app'), 'feature/greet')).code
  assert.equal(pushed, 0)

  const opened = await grace('POST', `${app}/pullrequests`, {
    title: 'Greet',
    description: 'Says *hello*.',
    source: { branch: { name: 'feature/greet' }, repository: { full_name: 'hopper/app' } },
    close_source_branch: true,
  })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const at = `${app}/pullrequests/${opened.body.id}`
  assert.equal(opened.body.source.commit.hash, first.slice(0, 12))

  // A restriction that only approvals and builds get past.
  const rule = { branch_match_kind: 'glob', pattern: 'main' }
  for (const kind of ['require_approvals_to_merge', 'require_passing_builds_to_merge'])
    assert.equal((await admin('POST', `${app}/branch-restrictions`, { kind, value: 1, ...rule })).status, 201)
  const tasks = { kind: 'require_tasks_to_be_completed', ...rule }
  assert.equal((await admin('POST', `${app}/branch-restrictions`, tasks)).status, 201)

  // A comment on a line stays on that line when a push moves it.
  const inline = { path: 'app.txt', to: 1 }
  const asked = await admin('POST', `${at}/comments`, { content: { raw: 'To **whom**?' }, inline })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const task = await admin('POST', `${at}/tasks`, { content: { raw: 'Say whom' }, comment: { id: asked.body.id } })
  assert.equal(task.status, 201, JSON.stringify(task.body))
  assert.equal((await admin('POST', `${at}/request-changes`)).status, 200)
  assert.equal((await grace('POST', `${at}/merge`)).status, 403)
  const refused = await admin('POST', `${at}/merge`)
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.error.data.checks.map(({ kind }: { kind: string }) => kind).toSorted(), [
    'require_approvals_to_merge',
    'require_passing_builds_to_merge',
    'require_tasks_to_be_completed',
  ])
  const second = await commit(stage, 'Say whom', text('dear all,', 'hello'))
  await git(work, 'push', '-q', remote('grace', 'hopper/app'), 'feature/greet')
  const short = second.slice(0, 12)
  await until(async () => (await admin('GET', at)).body.source.commit.hash === short)
  await until(async () => (await admin('GET', `${at}/comments/${asked.body.id}`)).body.inline.to === 2)
  assert.equal((await grace('PUT', `${at}/tasks/${task.body.id}`, { state: 'RESOLVED' })).status, 200)
  assert.equal((await grace('POST', `${at}/comments/${asked.body.id}/resolve`)).status, 200)

  // What the fork says of its commit is nothing to the destination, nor is what its author thinks of it.
  const build = { key: 'ci', state: 'SUCCESSFUL', url: 'https://ci.example.org/1' }
  assert.equal((await grace('POST', `${app}/commit/${second}/statuses/build`, build)).status, 403)
  assert.equal((await grace('POST', `${fork}/commit/${second}/statuses/build`, build)).status, 201)
  assert.equal((await grace('POST', `${at}/approve`)).status, 200)
  assert.equal((await admin('POST', `${at}/merge`)).status, 400)
  assert.equal((await admin('DELETE', `${at}/request-changes`)).status, 204)
  assert.equal((await admin('POST', `${at}/approve`)).status, 200)
  const running = { ...build, state: 'INPROGRESS' }
  assert.equal((await admin('POST', `${app}/commit/${second}/statuses/build`, running)).status, 201)
  const early = await admin('POST', `${at}/merge`)
  assert.deepEqual(
    [early.status, early.body.error?.data.checks.map(({ kind }: { kind: string }) => kind)],
    [400, ['require_passing_builds_to_merge']],
  )
  assert.equal((await admin('PUT', `${app}/commit/${second}/statuses/build/ci`, build)).status, 200)
  const merged = await admin('POST', `${at}/merge`, { type: 'pullrequest', merge_strategy: 'squash' })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual([merged.body.state, merged.body.closed_by.nickname], ['MERGED', 'admin'])

  // The branch of the fork went with it, as whoever merged may write there.
  assert.equal((await grace('GET', `${fork}/refs/branches/feature/greet`)).status, 404)
  await git(work, 'fetch', '-q', remote('grace', 'demo/app'), 'main')
  assert.equal(await git(work, 'rev-parse', 'FETCH_HEAD'), merged.body.merge_commit.hash)
  assert.equal(await git(work, 'show', 'FETCH_HEAD:app.txt'), text('dear all,', 'hello').trimEnd())
  assert.equal(await git(work, 'rev-list', '--count', 'FETCH_HEAD'), '2')
  assert.match(await git(work, 'log', '-1', '--format=%B', 'FETCH_HEAD'), /^Merged in hopper\/app\/feature\/greet /)

  const told = [
    'repo:push',
    'repo:fork',
    'pullrequest:created',
    'pullrequest:comment_created',
    'pullrequest:changes_request_created',
    'pullrequest:push',
    'pullrequest:updated',
    'pullrequest:comment_resolved',
    'pullrequest:approved',
    'pullrequest:changes_request_removed',
    'pullrequest:approved',
    'repo:commit_status_created',
    'repo:commit_status_updated',
    'repo:push',
    'pullrequest:fulfilled',
  ]
  assert.deepEqual(await heard(stage, told.length), told)
  const { body } = await admin('GET', `${at}/activity?pagelen=50`)
  const kinds = body.values.flatMap((item: object) => Object.keys(item).filter(key => key !== 'pull_request'))
  for (const kind of ['update', 'comment', 'approval', 'changes_requested'])
    assert.ok(kinds.includes(kind), `${kind} in ${kinds}`)
  assert.equal(await pail.stop(), 0)
  assert.doesNotMatch(pail.output(), new RegExp(SECRET))
}

test('a change goes from a fork into the destination, with everything that people and programs say of it', t =>
  reviewed(t, {}))

test('the same on PostgreSQL', async t => {
  const database = await startPostgres()
  t.after(() => database.stop())
  await reviewed(t, { PAIL_DATABASE_URL: database.url })
})
