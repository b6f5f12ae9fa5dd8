import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, openVillage, tryGit } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve } = village
const bench = await openBench(village)
const { branch, open, tip, work } = bench
const site = '/2.0/repositories/acme/site'
const remote = await village.remote('acme/site')
const ours = (at: string) => at.replace('/2.0', '/pail/1')

const rule = async (kind: string, pattern: string, more: object = {}) => {
  const { status, body } = await ada.post(`${site}/branch-restrictions`, {
    ...{ kind, branch_match_kind: 'glob', pattern },
    ...more,
  })
  assert.equal(status, 201, JSON.stringify(body))
  return `${site}/branch-restrictions/${body.id}`
}
const nobody = { users: [], groups: [] }
const reasons = async (at: string, who = ada) => {
  const { status, body } = await who.post(`${at}/merge`)
  return status === 200 ? 'merged' : (body.error.data?.checks?.map(({ kind }: { kind: string }) => kind) ?? status)
}
const build = (who: typeof ada, hash: string, more: object = {}, at = site) =>
  who.post(`${at}/commit/${hash}/statuses/build`, {
    ...{ key: 'ci', state: 'SUCCESSFUL', url: 'https://ci.example.org/' },
    ...more,
  })

test('history that is to stay cannot be left behind: by a push, by going and coming again, nor by the API', async () => {
  const before = await branch('kept', 'kept.txt', '1', '2')
  const held = [await rule('force', 'kept'), await rule('delete', 'kept')]
  await git(work, 'checkout', '-q', '-B', 'other', 'main')
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'other')
  for (const ways of [
    ['+other:kept'],
    ['-f', 'other:kept'],
    [':kept'],
    [':kept', 'other:elsewhere'],
    ['--atomic', ':kept', 'other:kept2'],
  ]) {
    const [flags, refs] = [ways.filter(way => way.startsWith('-')), ways.filter(way => !way.startsWith('-'))]
    assert.notEqual((await tryGit(work, 'push', '-q', ...flags, remote, ...refs)).code, 0, ways.join(' '))
  }
  assert.equal((await ada.delete(`${site}/refs/branches/kept`)).status, 403)
  const over = { name: 'kept', target: { hash: await git(work, 'rev-parse', 'main') } }
  assert.ok((await ada.post(`${site}/refs/branches`, over)).status >= 400)
  const parents = { branch: 'kept', parents: await git(work, 'rev-parse', 'main'), message: 'Over', 'x.txt': 'x' }
  assert.ok((await ada.post(`${site}/src`, new URLSearchParams(parents))).status >= 400)
  assert.equal(await tip('kept'), before)
  for (const one of held) await ada.delete(one)
})

test('a branch that takes no pushes takes no files, suggestions, reverts or source branches either', async () => {
  await branch('closed', 'closed.txt', 'one\n', 'two\n')
  const at = await open('closed', { close_source_branch: true })
  const inline = { path: 'closed.txt', to: 1 }
  const said = await bob.post(`${at}/comments`, { content: { raw: '```suggestion\nthree\n```' }, inline })
  const before = await tip('closed')
  const held = [await rule('push', 'closed', nobody), await rule('delete', 'closed')]
  const file = new URLSearchParams({ branch: 'closed', message: 'Edit', 'closed.txt': 'three' })
  assert.equal((await ada.post(`${site}/src`, file)).status, 403)
  assert.equal((await ada.post(`${ours(at)}/comments/${said.body.id}/suggestion`)).status, 403)
  assert.equal(await tip('closed'), before)
  assert.equal(await reasons(at), 'merged')
  assert.equal(await tip('closed'), before)
  for (const one of held) await ada.delete(one)
})

test('into a branch that takes no merges no queue leads, and no way around it', async () => {
  await branch('guarded', 'g.txt', 'g')
  const at = await open('guarded')
  const held = await rule('restrict_merges', 'main', { users: [{ username: 'bob' }], groups: [] })
  assert.equal((await ada.post(`${at}/merge`)).status, 403)
  assert.equal((await ada.post(`${at}/merge?async=true`)).status, 202)
  assert.equal((await ada.post(`${ours(at)}/merge-queue`)).status, 403)
  await village.work()
  assert.equal((await ada.get(at)).body.state, 'OPEN')
  assert.equal(await reasons(at, bob), 'merged')
  await ada.delete(held)
})

test('what was approved before a push is what counts, as the rules say, and never what the author says', async () => {
  const held = await rule('require_approvals_to_merge', 'main', { value: 1 })
  await branch('before', 'before.txt', '1')
  const at = await open('before')
  assert.equal((await ada.post(`${at}/approve`)).status, 200)
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  assert.equal((await bob.post(`${at}/approve`)).status, 200)
  const reset = await rule('reset_pullrequest_approvals_on_change', 'main')
  await branch('before', 'before.txt', '1', 'something else')
  // At once, and when the push has been seen.
  assert.notEqual(await reasons(at), 'merged')
  await village.work()
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  await ada.delete(reset)
  await bob.post(`${at}/approve`)
  await branch('before', 'before.txt', '1', 'and again')
  await village.work()
  assert.equal(await reasons(at), 'merged')
  await ada.delete(held)
})

test('another destination brings its own rules', async () => {
  await git(work, 'push', '-q', remote, 'main:refs/heads/lax')
  const held = await rule('require_approvals_to_merge', 'main', { value: 1 })
  await branch('turning', 'turning.txt', '1')
  const at = await open('turning', { destination: { branch: { name: 'lax' } } })
  assert.equal((await ada.put(at, { destination: { branch: { name: 'main' } } })).status, 200)
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  await ada.delete(held)
})

test('builds count where they were reported, by those who may, for the branch and the commit', async () => {
  const held = await rule('require_passing_builds_to_merge', 'main', { value: 1 })
  const old = await branch('built', 'built.txt', '1')
  assert.equal((await build(ada, old)).status, 201)
  const at = await open('built')
  const hash = await branch('built', 'built.txt', '1', '2')
  await village.work()
  const missing = ['require_passing_builds_to_merge']
  assert.deepEqual(await reasons(at), missing)
  assert.equal((await build(eve, hash)).status, 403)
  const narrow = await village.as('bob', ['account'])
  assert.equal((await build(narrow, hash)).status, 403)
  assert.ok((await build(ada, hash, { url: 'javascript:alert(1)' })).status === 400)
  const vault = '/2.0/repositories/acme/vault'
  assert.equal((await build(ada, hash, {}, vault)).status, 404)
  assert.equal((await build(bob, hash, { key: 'other', refname: 'elsewhere' })).status, 201)
  assert.deepEqual(await reasons(at), missing)
  assert.equal((await build(bob, hash)).status, 201)
  assert.equal(await reasons(at), 'merged')
  await ada.delete(held)
})
