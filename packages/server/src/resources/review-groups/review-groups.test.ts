import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from '../pull-requests/merge/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const all = '/pail/1/repositories/acme/site/review-groups'
const named = (...people: { uuid: string }[]) => people.map(({ uuid }) => ({ uuid: `{${uuid}}` }))

test('only administrators make review groups', async () => {
  const body = { name: 'Design', members: [] }
  assert.equal((await stranger.post(all, body)).status, 401)
  assert.equal((await bob.post(all, body)).status, 403)
  assert.equal((await bob.get(all)).status, 403)
})

test('a name is needed, and is there once; strangers to the repository are no members', async () => {
  assert.equal((await ada.post(all, { members: [] })).status, 400)
  assert.equal((await ada.post(all, { name: ' ', members: [] })).status, 400)
  assert.equal((await ada.post(all, { name: 'Design', members: named(users.eve) })).status, 400)
  assert.equal((await ada.post(all, { name: 'Design', members: named(users.bob, users.bob) })).status, 201)
  const { status, body } = await ada.post(all, { name: 'DESIGN', members: [] })
  assert.deepEqual([status, Object.keys(body.error.fields)], [400, ['name']])
})

test('a group is found, changed and removed', async () => {
  const { body } = await ada.get(all)
  const [group] = body.values
  const at = `${all}/${group.uuid}`
  assert.deepEqual(
    group.members.map((one: { nickname: string }) => one.nickname),
    ['bob'],
  )
  assert.equal((await ada.put(at, { name: 'Looks' })).body.name, 'Looks')
  assert.equal((await ada.get(at)).body.members.length, 1)
  assert.equal((await ada.get(`/pail/1/repositories/acme/vault/review-groups/${group.uuid}`)).status, 404)
  assert.equal((await ada.delete(at)).status, 204)
  assert.equal((await ada.get(at)).status, 404)
})

test('where it is asked for, somebody of a group has to approve', async () => {
  const { branch, open } = await openBench(village)
  const rules = '/2.0/repositories/acme/site/branch-restrictions'
  const kind = 'require_review_group_approvals_to_merge'
  await ada.post(rules, { kind, branch_match_kind: 'glob', pattern: 'main', value: 1 })
  const { body: group } = await ada.post(all, { name: 'Text', members: [] })
  await branch('words', 'words.txt', 'words')
  const at = await open('words')
  await bob.post(`${at}/approve`)
  assert.equal((await ada.post(`${at}/merge`)).body.error.data.checks[0].kind, kind)
  await ada.put(`${all}/${group.uuid}`, { members: named(users.bob) })
  assert.equal((await ada.post(`${at}/merge`)).status, 200)
  assert.equal((await eve.get(at)).body.state, 'MERGED')
})
