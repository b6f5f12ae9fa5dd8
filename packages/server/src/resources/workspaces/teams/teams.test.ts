import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, acme } = village

test('a private team is not found by outsiders, nor are its members', async () => {
  assert.equal((await stranger.get('/2.0/teams/elsewhere')).status, 404)
  assert.equal((await bob.get('/2.0/teams/elsewhere/members')).status, 404)
  assert.equal((await stranger.get('/2.0/teams')).status, 401)
  assert.equal((await bob.get('/2.0/teams?role=king')).status, 400)
})

test('outsiders see no members of a public team', async () => {
  assert.deepEqual((await stranger.get('/2.0/teams/acme/members')).body.values, [])
  assert.equal((await eve.get('/2.0/teams/acme/members')).body.size, 0)
})

test('a team is found by name and by uuid', async () => {
  const { body } = await stranger.get('/2.0/teams/acme')
  assert.equal(body.type, 'team')
  assert.equal(body.username, 'acme')
  assert.equal(body.display_name, 'Acme')
  assert.equal(body.links.self.href, 'http://pail.test/2.0/teams/acme')
  assert.deepEqual((await stranger.get(`/2.0/teams/%7B${acme.uuid}%7D/`)).body, body)
})

test('members of a team are shown whole to one another', async () => {
  const { body } = await bob.get('/2.0/teams/acme/members')
  assert.equal(body.pagelen, 50)
  assert.equal(body.size, 2)
  const found = body.values.find((one: { username: string }) => one.username === 'ada')
  assert.equal(found.type, 'user')
  assert.equal(found.account_status, 'active')
})

test('the teams of the caller go by role', async () => {
  assert.equal((await ada.get('/2.0/teams?role=admin')).body.size, 1)
  assert.equal((await bob.get('/2.0/teams?role=admin')).body.size, 0)
  assert.equal((await bob.get('/2.0/teams?role=contributor')).body.values[0].username, 'acme')
  assert.equal((await bob.get('/2.0/teams')).body.size, 1)
})
