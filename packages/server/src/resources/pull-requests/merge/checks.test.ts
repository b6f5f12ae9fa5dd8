import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve } = village
const bench = await openBench(village)
const rules = '/2.0/repositories/acme/site/branch-restrictions'
const main = { branch_match_kind: 'glob', pattern: 'main' }

const rule = async (kind: string, more: object = {}) => {
  const { status, body } = await ada.post(rules, { kind, ...main, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return `${rules}/${body.id}`
}
const opened = async (name: string, more: object = {}) => {
  await bench.branch(name, `${name}.txt`, name)
  return bench.open(name, more)
}
const reasons = async (at: string) => {
  const { status, body } = await ada.post(`${at}/merge`)
  assert.equal(status, 400, JSON.stringify(body))
  assert.equal(body.error.data.key, 'MERGE_CHECKS_FAILED')
  assert.equal(body.error.fields.merge_checks.length, body.error.data.checks.length)
  return body.error.data.checks.map(({ kind }: { kind: string }) => kind)
}
const merges = async (at: string) => {
  const { status, body } = await ada.post(`${at}/merge`)
  assert.equal(status, 200, JSON.stringify(body))
}

test('approvals are counted, but not that of the author, nor of somebody who was never let in', async () => {
  const held = await rule('require_approvals_to_merge', { value: 1 })
  const at = await opened('approved')
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  await ada.post(`${at}/approve`)
  await eve.post(`${at}/approve`)
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  await bob.post(`${at}/approve`)
  await merges(at)
  await ada.delete(held)
})

test('an approval of somebody who has lost their rights does not count', async () => {
  const held = await rule('require_approvals_to_merge', { value: 1 })
  const at = await opened('former')
  const member = '/pail/1/workspaces/acme/members/eve'
  assert.equal((await ada.put(member, { permission: 'member' })).status, 201)
  await eve.post(`${at}/approve`)
  assert.equal((await ada.delete(member)).status, 204)
  assert.deepEqual(await reasons(at), ['require_approvals_to_merge'])
  await ada.put(member, { permission: 'member' })
  await merges(at)
  await ada.delete(held)
})

test('all reasons are told at once, and without merging too', async () => {
  const held = [
    await rule('require_approvals_to_merge', { value: 2 }),
    await rule('require_passing_builds_to_merge', { value: 1 }),
    await rule('require_no_changes_requested'),
    await rule('require_tasks_to_be_completed'),
  ]
  const at = await opened('manifold')
  await bob.post(`${at}/request-changes`)
  await bob.post(`${at}/tasks`, { content: { raw: 'Do it' } })
  const all = [
    'require_approvals_to_merge',
    'require_no_changes_requested',
    'require_passing_builds_to_merge',
    'require_tasks_to_be_completed',
  ]
  assert.deepEqual((await reasons(at)).toSorted(), all)
  const { body } = await ada.get(`${at.replace('/2.0', '/pail/1')}/merge-checks`)
  assert.deepEqual([body.mergeable, body.merge, body.checks_enforced], [false, 'clean', true])
  assert.deepEqual(body.failed_checks.map(({ kind }: { kind: string }) => kind).toSorted(), all)
  for (const one of held) await ada.delete(one)
})

test('only builds of the newest commit of the source count, and none may have failed', async () => {
  const held = await rule('require_passing_builds_to_merge', { value: 1 })
  const at = await opened('built')
  const hash = await bench.tip('built')
  const build = (key: string, state: string) =>
    ada.post(`/2.0/repositories/acme/site/commit/${hash}/statuses/build`, {
      key,
      state,
      url: 'https://ci.example.org/',
    })
  await build('one', 'SUCCESSFUL')
  await build('two', 'FAILED')
  assert.deepEqual(await reasons(at), ['require_passing_builds_to_merge'])
  await build('two', 'SUCCESSFUL')
  await merges(at)
  await ada.delete(held)
})

test('a source that is too far behind is not merged', async () => {
  await bench.branch('slow', 'slow.txt', 'slow')
  await merges(await opened('quick'))
  const held = await rule('require_commits_behind', { value: 0 })
  assert.deepEqual(await reasons(await bench.open('slow')), ['require_commits_behind'])
  await ada.delete(held)
})

test('into a branch that only some merge into others do not, and none of them pushes there by that', async () => {
  const held = [
    await rule('push', { users: [], groups: [] }),
    await rule('restrict_merges', { users: [{ uuid: `{${village.users.bob.uuid}}` }], groups: [] }),
  ]
  const at = await opened('guarded')
  const { status, body } = await ada.post(`${at}/merge`)
  assert.deepEqual([status, body.error.message], [403, 'Permission denied to merge into branch main.'])
  assert.equal((await bob.post(`${at}/merge`)).status, 200)
  for (const one of held) await ada.delete(one)
})
