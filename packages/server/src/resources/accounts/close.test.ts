import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { root, stranger, eve, forge } = village

async function comes(username: string, scopes = ['*']) {
  const { body } = await root.post('/pail/1/users', { username, email: `${username}@example.com` })
  const { body: token } = await root.post(`/pail/1/users/${username}/tokens`, { name: 'x', scopes })
  return { uuid: body.uuid.slice(1, -1) as string, token, who: caller(village.fetch, token.secret) }
}

test('an account is not deleted by a credential that was given for less, even its own', async () => {
  const { who } = await comes('narrow', ['account', 'account:write'])
  const { status, body } = await who.delete('/pail/1/users/narrow')
  assert.equal(status, 403)
  assert.equal(body.error.detail, 'Only a credential with every scope deletes the account that it is of.')
  assert.equal((await who.get('/2.0/user')).status, 200)
})

test('nobody deletes themselves away from repositories of their own that nobody else owns', async () => {
  const { who } = await comes('keeper')
  await who.post('/2.0/repositories/keeper/diary', {})
  const { status, body } = await who.delete('/pail/1/users/keeper')
  assert.deepEqual([status, body.error.message], [409, 'keeper would be left without an owner.'])
  await who.delete('/2.0/repositories/keeper/diary')
  assert.equal((await who.delete('/pail/1/users/keeper')).status, 204)
  assert.equal((await who.get('/2.0/user')).status, 401)
})

test('nobody leaves others in a workspace without an owner', async () => {
  const { who } = await comes('lead')
  await who.post('/pail/1/workspaces', { slug: 'crew' })
  await who.put('/pail/1/workspaces/crew/members/eve', { permission: 'member' })
  assert.equal((await who.delete('/pail/1/users/lead')).body.error.message, 'crew would be left without an owner.')
  await who.put('/pail/1/workspaces/crew/members/eve', { permission: 'owner' })
  assert.equal((await who.delete('/pail/1/users/lead')).status, 204)
  assert.equal((await eve.get('/2.0/workspaces/crew')).status, 200)
})

test('an empty workspace that nobody else belongs to goes with its owner', async () => {
  const { who } = await comes('hermit')
  await who.post('/pail/1/workspaces', { slug: 'hut' })
  assert.equal((await who.delete('/pail/1/users/hermit')).status, 204)
  assert.equal((await root.get('/2.0/workspaces/hut')).status, 404)
  assert.equal((await root.get('/2.0/workspaces/hermit')).status, 404)
})

test('nothing that tells who it was, lets in or was theirs alone is left in any table', async () => {
  const { who, uuid } = await comes('gone')
  await who.put('/pail/1/users/gone', { display_name: 'Gone Girl', location: 'Here', username: 'gone2' })
  await who.post('/pail/1/users/gone2/emails', { email: 'second@example.com' })
  await who.put('/pail/1/user/password', { password: 'correct horse battery' })
  await who.post(`/2.0/users/${uuid}/pipelines_config/variables`, { key: 'SECRET', value: 'x' })
  assert.equal((await root.delete('/pail/1/users/gone2')).status, 204)
  const { reader } = forge.database
  const tables = [
    'emails',
    'email_claims',
    'former_usernames',
    'tokens',
    'passwords',
    'sessions',
    'memberships',
  ] as const
  for (const table of [...tables, 'pipeline_variables'] as const)
    assert.deepEqual(await reader.selectFrom(table).where('user_uuid', '=', uuid).selectAll().execute(), [], table)
  const left = await reader.selectFrom('users').where('uuid', '=', uuid).selectAll().execute()
  assert.doesNotMatch(JSON.stringify(left), /gone|here"/i)
})

test('what was said and done stays, as a former user’s', async () => {
  const { who, uuid } = await comes('author')
  const { body: made } = await who.post('/2.0/repositories/author/book', {})
  assert.equal(made.owner.nickname, 'author')
  assert.equal((await root.delete('/pail/1/users/author')).status, 204)
  const { body } = await stranger.get(`/2.0/users/%7B${uuid}%7D`)
  assert.deepEqual([body.display_name, body.account_status, body.username], ['Former user', 'closed', undefined])
  assert.equal((await root.get('/2.0/repositories/author/book')).body.owner.display_name, 'Former user')
  const { body: log } = await root.get('/pail/1/audit?q=operation="users.delete"&pagelen=1')
  assert.equal(log.values[0].subject.uuid, `{${uuid}}`)
})
