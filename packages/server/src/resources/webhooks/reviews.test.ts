import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { payloads } from '@pail/server/slices'
import { git, openVillage, temporary } from '@pail/testkit'
import { hookEvents } from './hook-event.ts'
import { openReceiver } from './testing.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
const receiver = await openReceiver()
after(async () => {
  await village.close()
  await receiver.close()
})
const { ada, bob } = village
const site = '/2.0/repositories/acme/site'
const folder = temporary()
let [tip, pull] = ['', '']

before(async () => {
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  await git(folder, 'checkout', '-q', '-b', 'topic')
  writeFileSync(join(folder, 'a.txt'), 'a line\n')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'second')
  tip = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'push', '-q', await village.remote('acme/site', 'ada'), 'main', 'topic')
  await village.work()
  const events = hookEvents.map(({ event }) => event).filter(event => !/^(repo:push|project)/.test(event))
  assert.equal((await ada.post(`${site}/hooks`, { url: receiver.url, events })).status, 201)
})

// biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
type Told = Record<string, any>

/** What the receiver heard of what was done, each by its event. */
async function heard(): Promise<Record<string, Told>> {
  await village.work()
  return Object.fromEntries(receiver.taken().map(({ headers, body }) => [headers['x-event-key'], body]))
}

const usual = ['actor', 'pullrequest', 'repository']
const members = (told: Told | undefined) => Object.keys(told ?? {}).sort()

test('whatever is there to happen has something to tell', () => {
  const silent = hookEvents.map(({ event }) => event).filter(event => !(event in payloads))
  assert.deepEqual(
    silent.filter(event => !/^(issue|pipeline):/.test(event)),
    [],
  )
})

test('a judgement of a commit is told, the first and the next', async () => {
  const at = `${site}/commit/${tip}/statuses/build`
  await bob.post(at, { key: 'ci', state: 'INPROGRESS', url: 'https://ci.example.com/1', name: 'CI' })
  const first = await heard()
  assert.deepEqual(Object.keys(first), ['repo:commit_status_created'])
  const { commit_status: status, actor } = first['repo:commit_status_created']!
  assert.deepEqual([status.key, status.state, status.commit.hash, actor.nickname], ['ci', 'INPROGRESS', tip, 'bob'])
  await bob.put(`${at}/ci`, { state: 'SUCCESSFUL' })
  assert.equal((await heard())['repo:commit_status_updated']?.commit_status.state, 'SUCCESSFUL')
})

test('a pull request is told whole', async () => {
  const { status, body } = await ada.post(`${site}/pullrequests`, {
    title: 'Topic',
    source: { branch: { name: 'topic' } },
    destination: { branch: { name: 'main' } },
    reviewers: [{ uuid: `{${village.users.bob.uuid}}` }],
  })
  assert.equal(status, 201, JSON.stringify(body))
  pull = `${site}/pullrequests/${body.id}`
  const told = (await heard())['pullrequest:created']
  assert.deepEqual(members(told), usual)
  const { pullrequest, repository, actor } = told!
  assert.deepEqual([pullrequest.id, pullrequest.title, pullrequest.state], [body.id, 'Topic', 'OPEN'])
  assert.equal(pullrequest.source.commit.hash, tip.slice(0, 12))
  assert.deepEqual([pullrequest.reviewers[0].nickname, pullrequest.participants.length], ['bob', 1])
  assert.deepEqual([repository.full_name, actor.nickname], ['acme/site', 'ada'])
})

test('what reviewers think of it is told, with who and when', async () => {
  await bob.post(`${pull}/approve`)
  const approved = (await heard())['pullrequest:approved']
  assert.deepEqual(members(approved), ['actor', 'approval', 'pullrequest', 'repository'])
  assert.equal(approved!.approval.user.nickname, 'bob')
  assert.match(approved!.approval.date, /^\d{4}-.*\+00:00$/)
  await bob.delete(`${pull}/approve`)
  assert.ok((await heard())['pullrequest:unapproved']?.approval)
  await bob.post(`${pull}/request-changes`)
  assert.equal((await heard())['pullrequest:changes_request_created']?.changes_request.user.nickname, 'bob')
  await bob.delete(`${pull}/request-changes`)
  assert.ok((await heard())['pullrequest:changes_request_removed']?.changes_request)
})

test('what is said of it is told, with the comment', async () => {
  const { body } = await bob.post(`${pull}/comments`, { content: { raw: 'Why?' }, inline: { path: 'a.txt', to: 1 } })
  const created = (await heard())['pullrequest:comment_created']
  assert.deepEqual(members(created), ['actor', 'comment', 'pullrequest', 'repository'])
  assert.deepEqual([created!.comment.id, created!.comment.content.raw], [body.id, 'Why?'])
  const at = `${pull}/comments/${body.id}`
  await bob.put(at, { content: { raw: 'Why so?' } })
  assert.equal((await heard())['pullrequest:comment_updated']?.comment.content.raw, 'Why so?')
  const resolved = await ada.post(`${at}/resolve`)
  assert.ok(resolved.status < 300, JSON.stringify(resolved.body))
  assert.ok((await heard())['pullrequest:comment_resolved']?.comment)
  await ada.delete(`${at}/resolve`)
  assert.ok((await heard())['pullrequest:comment_reopened']?.comment)
  await bob.delete(at)
  assert.equal((await heard())['pullrequest:comment_deleted']?.comment.id, body.id)
})

test('new commits and new words are told as changes of it', async () => {
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'third')
  await git(folder, 'push', '-q', await village.remote('acme/site', 'ada'), 'topic')
  const pushed = await heard()
  assert.deepEqual(Object.keys(pushed).sort(), ['pullrequest:push', 'pullrequest:updated'])
  await ada.put(pull, { title: 'Better' })
  assert.equal((await heard())['pullrequest:updated']?.pullrequest.title, 'Better')
})

test('its end is told under the names that receivers know', async () => {
  await ada.post(`${pull}/decline`)
  const told = (await heard())['pullrequest:rejected']
  assert.deepEqual([members(told), told!.pullrequest.state], [usual, 'DECLINED'])
})

test('a merge is told as the end of the pull request, and as one push', async () => {
  const [hook] = (await ada.get(`${site}/hooks`)).body.values
  await ada.put(`${site}/hooks/${hook.uuid}`, { events: ['repo:push', 'pullrequest:fulfilled'] })
  const { body } = await ada.post(`${site}/pullrequests`, { title: 'Again', source: { branch: { name: 'topic' } } })
  const merged = await ada.post(`${site}/pullrequests/${body.id}/merge`)
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  await village.work()
  const told = receiver.taken().map(({ headers, body }): [unknown, Told] => [headers['x-event-key'], body])
  assert.deepEqual(told.map(([key]) => key).sort(), ['pullrequest:fulfilled', 'repo:push'])
  const { 'pullrequest:fulfilled': end, 'repo:push': push } = Object.fromEntries(told)
  assert.equal(end.pullrequest.state, 'MERGED')
  assert.ok(push.push.changes[0].new.target.hash.startsWith(end.pullrequest.merge_commit.hash.slice(0, 12)))
})
