import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, openVillage } from '@pail/testkit'
import { openBench } from '../merge/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const { all, branch, open, tip, work } = await openBench(village)
const remote = await village.remote('acme/site')
const ours = (at: string) => at.replace('/2.0', '/pail/1')
const queue = ours(all).replace('pullrequests', 'merge-queue')
const build = async (hash: string, state: string) => {
  const at = `/2.0/repositories/acme/site/commit/${hash}/statuses/build`
  const { status } = await ada.post(at, { key: 'ci', state, url: 'https://ci.example.org/' })
  assert.ok(status < 300)
  await village.work()
}
const opened = async (name: string, file = `${name}.txt`) => {
  await branch(name, file, name)
  return open(name)
}
const waiting = async () => (await ada.get(queue)).body.values

test('only who may write lets a pull request wait, and only what could be merged', async () => {
  const at = await opened('guarded')
  assert.equal((await stranger.post(`${ours(at)}/merge-queue`)).status, 401)
  assert.equal((await eve.post(`${ours(at)}/merge-queue`)).status, 403)
  assert.equal((await ada.delete(`${ours(at)}/merge-queue`)).status, 404)
  await branch('draft', 'draft.txt', 'd')
  const draft = await open('draft', { draft: true })
  assert.equal((await ada.post(`${ours(draft)}/merge-queue`)).status, 400)
  await ada.post(`${at}/decline`)
  assert.equal((await ada.post(`${ours(at)}/merge-queue`)).status, 400)
})

test('what would come of a merge is built on a branch that everybody sees, and is what the destination becomes', async () => {
  const at = await opened('green')
  const before = await tip('main')
  const { status, body, headers } = await bob.post(`${ours(at)}/merge-queue`, { close_source_branch: true })
  assert.equal(status, 201, JSON.stringify(body))
  assert.equal((await ada.get(at)).body.queued, true)
  assert.equal((await ada.post(`${at}/merge`)).status, 409)
  await village.work()
  const [entry] = await waiting()
  const id = Number(at.split('/').at(-1))
  assert.deepEqual([entry.pull_request.id, entry.branch, entry.waits_for], [id, `merge-queue/main/${id}`, 'builds'])
  assert.equal(await tip(entry.branch), entry.commit)
  assert.equal(await tip('main'), before)
  await build(entry.commit, 'INPROGRESS')
  assert.equal(await tip('main'), before)
  await build(entry.commit, 'SUCCESSFUL')
  assert.equal(await tip('main'), entry.commit)
  const { body: after } = await ada.get(at)
  assert.deepEqual([after.state, after.queued, after.closed_by.nickname], ['MERGED', false, 'bob'])
  assert.equal(after.merge_commit.hash, entry.commit)
  assert.deepEqual([await tip(entry.branch), await tip('green'), (await waiting()).length], [undefined, undefined, 0])
  const task = new URL(headers.get('location')!).pathname
  assert.equal((await ada.get(task)).body.task_status, 'SUCCESS')
})

test('what fails to build leaves, the next is built on what is there then', async () => {
  const [first, second] = [await opened('bad'), await opened('good')]
  const before = await tip('main')
  const { headers } = await ada.post(`${ours(first)}/merge-queue`)
  await ada.post(`${ours(second)}/merge-queue`)
  await village.work()
  const [bad, good] = await waiting()
  assert.deepEqual([bad.waits_for, good.waits_for, good.commit], ['builds', 'turn', null])
  await build(bad.commit, 'FAILED')
  const task = await ada.get(new URL(headers.get('location')!).pathname)
  assert.deepEqual([task.status, task.body.error.data.key], [400, 'BUILDS_FAILED'])
  assert.deepEqual([(await ada.get(first)).body.state, (await ada.get(first)).body.queued], ['OPEN', false])
  const [next] = await waiting()
  await git(work, 'fetch', '-q', remote, next.branch)
  assert.equal(await git(work, 'rev-parse', 'FETCH_HEAD^1'), before)
  await build(next.commit, 'SUCCESSFUL')
  assert.equal((await ada.get(second)).body.state, 'MERGED')
})

test('when the destination moves meanwhile the merge is built anew', async () => {
  const at = await opened('patient')
  await ada.post(`${ours(at)}/merge-queue`)
  await village.work()
  const [old] = await waiting()
  await ada.post(`${await opened('hasty')}/merge`)
  await village.work()
  const [anew] = await waiting()
  assert.notEqual(anew.commit, old.commit)
  await git(work, 'fetch', '-q', remote, anew.branch)
  assert.equal(await git(work, 'rev-parse', 'FETCH_HEAD^1'), await tip('main'))
  assert.equal((await ada.get(at)).body.state, 'OPEN')
  await build(anew.commit, 'SUCCESSFUL')
  assert.equal((await ada.get(at)).body.state, 'MERGED')
})

test('a source that changes, or somebody who thinks better of it, ends the waiting', async () => {
  const at = await opened('changing')
  await ada.post(`${ours(at)}/merge-queue`)
  await village.work()
  await branch('changing', 'changing.txt', '1', '2')
  await village.work()
  assert.deepEqual([(await waiting()).length, (await ada.get(at)).body.queued], [0, false])
  await ada.post(`${ours(at)}/merge-queue`)
  assert.equal((await ada.delete(`${ours(at)}/merge-queue`)).status, 204)
  await village.work()
  assert.equal((await waiting()).length, 0)
  assert.equal((await ada.get(at)).body.state, 'OPEN')
})

test('where the destination allows it, a merge waits for the builds of its source', async () => {
  const rules = '/2.0/repositories/acme/site/branch-restrictions'
  const main = { branch_match_kind: 'glob', pattern: 'main' }
  const held = []
  for (const kind of ['require_passing_builds_to_merge', 'allow_auto_merge_when_builds_pass'])
    held.push((await ada.post(rules, { kind, ...main, value: 1 })).body.id)
  const [fails, passes] = [await opened('red'), await opened('blue')]
  const answers = [await ada.post(`${fails}/merge`), await bob.post(`${passes}/merge`)]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [202, 202],
  )
  assert.equal((await ada.get(passes)).body.queued, true)
  await build(await tip('red'), 'FAILED')
  await build(await tip('blue'), 'SUCCESSFUL')
  const [red, blue] = [(await ada.get(fails)).body, (await ada.get(passes)).body]
  assert.deepEqual([red.state, red.queued, blue.state, blue.closed_by.nickname], ['OPEN', false, 'MERGED', 'bob'])
  const { body } = await ada.get(new URL(answers[0]!.headers.get('location')!).pathname)
  assert.equal(body.error.data.key, 'BUILDS_FAILED')
  assert.equal((await ada.post(`${fails}/merge`)).status, 400)
  for (const id of held) await ada.delete(`${rules}/${id}`)
})

test('a conflict that comes up in the queue ends the waiting with its reasons', async () => {
  const [one, other] = [await opened('this', 'same.txt'), await opened('that', 'same.txt')]
  await ada.post(`${ours(one)}/merge-queue`)
  const { headers } = await ada.post(`${ours(other)}/merge-queue`)
  await village.work()
  await build((await waiting())[0].commit, 'SUCCESSFUL')
  const { status, body } = await ada.get(new URL(headers.get('location')!).pathname)
  assert.deepEqual([status, body.error.message], [400, 'Conflicts during merge.'])
})
