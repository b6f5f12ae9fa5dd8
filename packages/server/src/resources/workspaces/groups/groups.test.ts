import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, acme, users } = village
const all = '/1.0/groups/acme'
const form = (text: string) => ({ body: text, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

test('groups are shown to members of the workspace only, and changed by its owners only', async () => {
  assert.equal((await stranger.get(all)).status, 401)
  assert.equal((await eve.get(all)).status, 403)
  assert.equal((await bob.get('/1.0/groups/elsewhere')).status, 404)
  assert.equal((await bob.post(all, { name: 'Mine' })).status, 403)
  assert.equal((await eve.post(all, { name: 'Mine' })).status, 403)
})

test('a group has a name that is not taken', async () => {
  assert.equal((await ada.post(all, {})).status, 400)
  assert.equal((await ada.post(all, { name: 'x'.repeat(10_000) })).status, 400)
  assert.equal((await ada.post(all, { name: 'Twins' })).status, 200)
  assert.equal((await ada.post(all, { name: 'twins' })).status, 409)
})

test('a group that is missing and one that the caller is not in are refused alike', async () => {
  const hidden = await bob.get(`${all}/twins`)
  const missing = await bob.get(`${all}/triplets`)
  assert.equal(hidden.status, 404)
  assert.equal(hidden.body.error.message.replace('twins', ''), missing.body.error.message.replace('triplets', ''))
  assert.equal((await bob.put(`${all}/twins/members/bob`)).status, 404)
  assert.equal((await ada.put(`${all}/twins`, { permission: 'king' })).status, 400)
})

test('a member who is none cannot be taken out', async () => {
  assert.equal((await ada.delete(`${all}/twins/members/bob`)).status, 404)
  assert.equal((await ada.put(`${all}/twins/members/nobody`)).status, 404)
})

test('a form without a name for its type makes a group, as terraform sends it', async () => {
  const authorization = `Bearer ${await village.secret('ada')}`
  const sent = { method: 'POST', headers: { authorization }, body: new TextEncoder().encode('name=Site crew') }
  const answer = await village.fetch(new Request(`http://pail.test${all}/`, sent))
  assert.equal(answer.status, 200)
  const body = await answer.json()
  assert.equal(body.slug, 'site-crew')
  assert.equal(body.name, 'Site crew')
  assert.equal(body.permission, null)
  assert.equal(body.auto_add, false)
  assert.deepEqual(body.members, [])
  assert.equal(body.owner.username, 'acme')
  assert.equal(body.owner.is_team, true)
})

test('a form named as one does the same', async () => {
  const { body } = await ada.send('POST', all, form('name=Reviewers+%26+friends'))
  assert.equal(body.slug, 'reviewers-friends')
})

test('groups come in a bare array', async () => {
  const { body } = await ada.get(`${all}/`)
  assert.deepEqual(
    body.map((one: { slug: string }) => one.slug),
    ['reviewers-friends', 'site-crew', 'twins'],
  )
  assert.deepEqual((await bob.get(all)).body, [])
})

test('a changed group keeps its slug', async () => {
  const input = { name: 'The crew', permission: 'write', auto_add: true, email_forwarding_disabled: true }
  const { body } = await ada.put(`${all}/site-crew/`, input)
  const { name, permission, auto_add, email_forwarding_disabled } = body
  assert.deepEqual({ name, permission, auto_add, email_forwarding_disabled }, input)
  assert.equal((await ada.get(`/1.0/groups/%7B${acme.uuid}%7D/site-crew`)).body.name, 'The crew')
  assert.equal((await ada.put(`${all}/site-crew/`, { permission: 'none' })).body.permission, null)
})

test('a person in a group sees it and is shown there', async () => {
  const put = await ada.put(`${all}/site-crew/members/%7B${users.bob.uuid}%7D`)
  assert.equal(put.status, 200)
  assert.equal(put.body.uuid, `{${users.bob.uuid}}`)
  assert.equal((await ada.put(`${all}/site-crew/members/%7B${users.bob.uuid}%7D`)).status, 200)
  const members = await bob.get(`${all}/site-crew/members`)
  assert.deepEqual(
    members.body.map((one: { uuid: string }) => one.uuid),
    [`{${users.bob.uuid}}`],
  )
  assert.equal((await bob.get(all)).body.length, 1)
  assert.equal((await bob.put(`${all}/site-crew`, { permission: 'admin' })).status, 403)
})

test('groups are found by name across workspaces, the invisible ones passed over', async () => {
  const { body } = await bob.get('/1.0/groups?group=acme/site-crew&group=acme/twins&group=elsewhere/x&group=acme/none')
  assert.deepEqual(
    body.map((one: { slug: string }) => one.slug),
    ['site-crew'],
  )
})

test('whoever is put into a group belongs to the workspace', async () => {
  await ada.put(`${all}/twins/members/eve`)
  assert.equal((await eve.get('/2.0/user/workspaces/acme/permission')).body.permission, 'member')
})

test('what a group is granted reaches its members until it is deleted', async () => {
  await ada.put(`${all}/twins/`, { permission: 'read' })
  await ada.post('/2.0/repositories/acme/attic', { is_private: true, project: { key: 'SITE' } })
  assert.equal((await eve.get('/2.0/repositories/acme/attic')).status, 200)
  assert.equal((await ada.delete(`${all}/twins`)).status, 204)
  assert.equal((await eve.get('/2.0/repositories/acme/attic')).status, 404)
  assert.equal((await ada.get(`${all}/twins`)).status, 404)
})

test('whoever is taken out of a group is not in it', async () => {
  assert.equal((await ada.delete(`${all}/site-crew/members/bob`)).status, 204)
  assert.deepEqual((await ada.get(`${all}/site-crew/members`)).body, [])
})
