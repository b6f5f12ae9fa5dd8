import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, openVillage, tryGit } from '@pail/testkit'
import { openBench } from '../merge/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve } = village
const { branch, open, tip, work } = await openBench(village)
const site = '/2.0/repositories/acme/site'
const remotes = { bob: await village.remote('acme/site', 'bob'), eve: await village.remote('acme/site', 'eve') }
const ours = (at: string) => at.replace('/2.0', '/pail/1')
const opened = async (name: string) => {
  await branch(name, `${name}.txt`, name)
  const at = await open(name)
  return { at, queue: `${ours(at)}/merge-queue`, built: `merge-queue/main/${at.split('/').at(-1)}` }
}
const build = (who: typeof ada, hash: string, more: object = {}) =>
  who.post(`${site}/commit/${hash}/statuses/build`, {
    ...{ key: 'ci', state: 'SUCCESSFUL', url: 'https://ci.example.org/' },
    ...more,
  })
/** A commit of somebody's own, pushed to where the queue builds. */
let times = 0
const smuggled = async (name: string, who: 'bob' | 'eve' = 'bob') => {
  await git(work, 'fetch', '-q', remotes.bob, 'main')
  await git(work, 'checkout', '-q', '-B', 'smuggled', 'FETCH_HEAD')
  await git(work, 'commit', '-q', '--allow-empty', '-m', `smuggled to ${name}, ${++times}`)
  const { code } = await tryGit(work, 'push', '-q', '-f', remotes[who], `HEAD:refs/heads/${name}`)
  return { hash: await git(work, 'rev-parse', 'HEAD'), code }
}
const outcome = async (location: string | null) => (await ada.get(new URL(location!).pathname)).body.error?.message

test('what somebody has put where the queue builds is neither built upon nor merged', async () => {
  const { at, queue, built } = await opened('first')
  assert.notEqual((await smuggled(built, 'eve')).code, 0)
  const { hash } = await smuggled(built)
  assert.equal((await build(bob, hash)).status, 201)
  const before = await tip('main')
  assert.equal((await ada.post(queue)).status, 201)
  await village.work()
  assert.equal(await tip('main'), before)
  const candidate = await tip(built)
  assert.notEqual(candidate, hash)
  const again = await smuggled(built)
  assert.equal((await build(bob, again.hash)).status, 201)
  await village.work()
  assert.equal(await tip('main'), before)
  const anew = await tip(built)
  assert.notEqual(anew, again.hash)
  assert.equal((await build(ada, anew)).status, 201)
  await village.work()
  assert.deepEqual([await tip('main'), (await ada.get(at)).body.state], [anew, 'MERGED'])
  await git(work, 'fetch', '-q', remotes.bob, 'main')
  assert.doesNotMatch(await git(work, 'log', '--format=%s', 'FETCH_HEAD'), /smuggled/)
})

test('what is built is judged by those who may, and for this branch', async () => {
  const { at, queue, built } = await opened('judged')
  assert.equal((await ada.post(queue)).status, 201)
  await village.work()
  const candidate = await tip(built)
  assert.equal((await build(eve, candidate)).status, 403)
  assert.equal((await build(bob, candidate, { key: 'other', refname: 'judged' })).status, 201)
  await village.work()
  assert.equal((await ada.get(at)).body.state, 'OPEN')
  assert.equal((await build(bob, candidate, { refname: built })).status, 201)
  await village.work()
  assert.equal((await ada.get(at)).body.state, 'MERGED')
})

test('a rule that comes while somebody waits is heard when the turn comes', async () => {
  const { at, queue, built } = await opened('late')
  const { headers } = await bob.post(queue)
  await village.work()
  const nobody = { kind: 'restrict_merges', branch_match_kind: 'glob', pattern: 'main', users: [], groups: [] }
  const { body } = await ada.post(`${site}/branch-restrictions`, nobody)
  await build(ada, await tip(built))
  await village.work()
  assert.equal((await ada.get(at)).body.state, 'OPEN')
  assert.equal(await outcome(headers.get('location')), 'Permission denied to merge into branch main.')
  assert.equal(await tip(built), undefined)
  await ada.delete(`${site}/branch-restrictions/${body.id}`)
})

test('who may not write any more merges nothing that waited', async () => {
  const { at, queue, built } = await opened('former')
  const member = '/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob'
  await bob.post(queue)
  await village.work()
  assert.equal((await ada.delete(member)).status, 204)
  await build(ada, await tip(built))
  await village.work()
  assert.deepEqual([(await ada.get(at)).body.state, await tip(built)], ['OPEN', undefined])
  assert.equal((await ada.put(member, { permission: 'write' })).status, 200)
})

test('another destination is another queue', async () => {
  const { at, queue } = await opened('turning')
  await git(work, 'push', '-q', remotes.bob, 'FETCH_HEAD:refs/heads/release')
  const { headers } = await bob.post(queue)
  await village.work()
  assert.equal((await bob.put(at, { destination: { branch: { name: 'release' } } })).status, 200)
  await village.work()
  assert.match(await outcome(headers.get('location')), /destination was changed/)
  assert.equal((await ada.get(at)).body.queued, false)
})

test('a branch that stands in the way of the queue is named', async () => {
  const { queue } = await opened('blocked')
  for (const name of ['merge-queue', 'merge-queue/main']) {
    assert.equal((await smuggled(name)).code, 0)
    const { headers } = await bob.post(queue)
    await village.work()
    assert.match(await outcome(headers.get('location')), new RegExp(`branch ${name} stands`))
    await git(work, 'push', '-q', remotes.bob, `:refs/heads/${name}`)
  }
})
