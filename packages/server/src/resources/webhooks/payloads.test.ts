import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { git, openVillage, temporary, tryGit } from '@pail/testkit'
import { openReceiver } from './testing.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
const receiver = await openReceiver()
after(async () => {
  await village.close()
  await receiver.close()
})
const { ada, bob, eve } = village
const folder = temporary()
const site = '/2.0/repositories/acme/site'
const EVENTS = [
  'repo:push',
  'repo:updated',
  'repo:commit_comment_created',
  'repo:fork',
  'repo:transfer',
  'repo:deleted',
]
let [remote, first] = ['', '']

before(async () => {
  const { status, body } = await ada.post(`${site}/hooks`, { url: receiver.url, events: EVENTS })
  assert.equal(status, 201, JSON.stringify(body))
  remote = await village.remote('acme/site', 'ada')
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  first = await git(folder, 'rev-parse', 'HEAD')
})
beforeEach(() => void receiver.taken())

/** What the receiver heard of what happened meanwhile. */
async function heard(): Promise<{ key: unknown; body: ReturnType<typeof receiver.taken>[number]['body'] }[]> {
  await village.work()
  return receiver.taken().map(({ headers, body }) => ({ key: headers['x-event-key'], body }))
}

test('a push that makes a branch tells of it, with its commits and without an old side', async () => {
  await git(folder, 'push', '-q', remote, 'main')
  const [told, ...more] = await heard()
  assert.deepEqual([told?.key, more], ['repo:push', []])
  const { push, actor, repository } = told!.body
  assert.deepEqual([actor.nickname, actor.type, repository.full_name], ['ada', 'user', 'acme/site'])
  assert.deepEqual(
    ['scm', 'website', 'owner', 'workspace', 'is_private', 'project', 'name', 'uuid', 'links'].filter(
      name => repository[name] === undefined,
    ),
    [],
  )
  const [change] = push.changes
  assert.deepEqual(
    [change.old, change.created, change.closed, change.forced, change.truncated],
    [null, true, false, false, false],
  )
  assert.deepEqual([change.new.type, change.new.name, change.new.target.hash], ['branch', 'main', first])
  assert.equal(change.new.merge_strategies.length, 6)
  assert.equal(change.new.default_merge_strategy, 'merge_commit')
  assert.deepEqual(
    change.commits.map((one: { hash: string; message: string }) => [one.hash, one.message]),
    [[first, 'first\n']],
  )
  assert.deepEqual(change.links, {
    html: { href: 'http://pail.test/acme/site/branch/main' },
    commits: { href: `http://pail.test${site}/commits?include=${first}` },
  })
})

test('a push of six commits tells of the newest five, and where the comparison is', async () => {
  for (const word of ['a', 'b', 'c', 'd', 'e', 'f']) await git(folder, 'commit', '-q', '--allow-empty', '-m', word)
  await git(folder, 'push', '-q', remote, 'main')
  const tip = await git(folder, 'rev-parse', 'HEAD')
  const [told] = await heard()
  const [change] = told!.body.push.changes
  assert.deepEqual(
    change.commits.map((one: { message: string }) => one.message),
    ['f\n', 'e\n', 'd\n', 'c\n', 'b\n'],
  )
  assert.deepEqual([change.truncated, change.old.target.hash, change.new.target.hash], [true, first, tip])
  assert.deepEqual(change.links, {
    html: { href: `http://pail.test/acme/site/branches/compare/${tip}..${first}` },
    diff: { href: `http://pail.test${site}/diff/${tip}..${first}` },
    commits: { href: `http://pail.test${site}/commits?include=${tip}&exclude=${first}` },
  })
})

test('rewritten history is told to be, with what was there before', async () => {
  const before = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'commit', '-q', '--amend', '--allow-empty', '-m', 'other')
  await git(folder, 'push', '-q', '--force', remote, 'main')
  const [told] = await heard()
  const [change] = told!.body.push.changes
  assert.deepEqual([change.forced, change.old.target.hash, change.commits.length], [true, before, 1])
})

test('several refs of one push are told together; tags have no commits, and what goes has no links either', async () => {
  await git(folder, 'push', '-q', remote, 'main:refs/heads/short')
  await heard()
  await git(folder, 'tag', '-a', '-m', 'Words', 'v1')
  await git(folder, 'tag', 'plain')
  await git(folder, 'push', '-q', remote, 'v1', 'plain', ':refs/heads/short')
  const [told, ...more] = await heard()
  assert.deepEqual(more, [])
  const byName = Object.fromEntries(
    told!.body.push.changes.map((one: { new: { name: string } | null }) => [one.new?.name ?? 'gone', one]),
  )
  assert.deepEqual(Object.keys(byName).sort(), ['gone', 'plain', 'v1'])
  const { v1, plain, gone } = byName
  assert.deepEqual([v1.new.type, v1.new.message, v1.new.tagger.user.nickname], ['tag', 'Words\n', 'ada'])
  assert.equal(v1.new.target.hash, await git(folder, 'rev-parse', 'main'))
  assert.deepEqual([plain.new.message, plain.new.date, plain.new.tagger], [null, null, null])
  assert.deepEqual([v1.commits, plain.commits, gone.commits, gone.links], [undefined, undefined, undefined, undefined])
  assert.deepEqual([gone.closed, gone.new, gone.old.name], [true, null, 'short'])
})

test('of refs that are neither branches nor tags nobody is told', async () => {
  await git(folder, 'push', '-q', remote, 'main:refs/notes/commits')
  assert.deepEqual(await heard(), [])
})

test('a push that is refused is told to nobody', async () => {
  await tryGit(folder, 'push', remote, ':main')
  assert.deepEqual(await heard(), [])
})

test('a change tells the old and the new of what changed, addresses included', async () => {
  await ada.put(site, { name: 'Place', description: 'Where it is' })
  const [told] = await heard()
  assert.equal(told?.key, 'repo:updated')
  const { changes, repository } = told!.body
  assert.deepEqual(changes.name, { old: 'site', new: 'Place' })
  assert.deepEqual(changes.description, { old: '', new: 'Where it is' })
  assert.deepEqual(changes.full_name, { old: 'acme/site', new: 'acme/place' })
  assert.equal(changes.links.old.html.href, 'http://pail.test/acme/site')
  assert.equal(changes.links.new.html.href, 'http://pail.test/acme/place')
  assert.equal(repository.full_name, 'acme/place')
  await ada.put('/2.0/repositories/acme/place', { name: 'site' })
  await heard()
})

test('a comment on a commit is told with the commit', async () => {
  const { body } = await bob.post(`${site}/commit/${first}/comments`, { content: { raw: 'Well *done*' } })
  const [told] = await heard()
  assert.equal(told?.key, 'repo:commit_comment_created')
  const { comment, commit, actor } = told!.body
  assert.deepEqual([comment.id, comment.content.raw, comment.user.nickname], [body.id, 'Well *done*', 'bob'])
  assert.deepEqual([commit.hash, actor.nickname], [first, 'bob'])
  assert.ok(commit.links.self.href.endsWith(`/commit/${first}`))
})

test('a fork is told to its source, unless the source may not know of it', async () => {
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'E', name: 'Else' })
  const hidden = { name: 'hidden', is_private: true, workspace: { slug: 'elsewhere' } }
  const { status } = await eve.post(`${site}/forks`, hidden)
  assert.equal(status, 201)
  const { body: own } = await ada.post(`${site}/forks`, { name: 'copy', workspace: { slug: 'acme' }, is_private: true })
  const told = await heard()
  assert.deepEqual(
    told.map(({ key, body }) => [key, body.fork.uuid, body.repository.full_name]),
    [['repo:fork', own.uuid, 'acme/site']],
  )
})

test('the end of a repository is told, with what it was', async () => {
  await ada.delete(site)
  const [told, ...more] = await heard()
  assert.deepEqual([told?.key, more], ['repo:deleted', []])
  const { repository, actor } = told!.body
  assert.deepEqual([repository.full_name, repository.project.key, actor.nickname], ['acme/site', 'SITE', 'ada'])
  const left = await village.forge.database.reader.selectFrom('webhooks').select('ended_on').execute()
  assert.equal(left.length, 1)
  assert.notEqual(left[0]?.ended_on, null)
})
