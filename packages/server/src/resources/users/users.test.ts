import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users, acme } = village
const braced = (uuid: string) => `%7B${uuid}%7D`

test('nobody in particular has no account', async () => {
  assert.equal((await stranger.get('/2.0/user')).status, 401)
  assert.equal((await stranger.get('/2.0/user/emails')).status, 401)
})

test('an unknown account and the id of a workspace are not found', async () => {
  assert.equal((await ada.get('/2.0/users/nobody')).status, 404)
  assert.equal((await ada.get(`/2.0/users/${braced(acme.uuid)}`)).status, 404)
  assert.equal((await ada.get('/2.0/users/acme')).status, 404)
})

test('a NUL or a very long name finds nobody', async () => {
  assert.equal((await ada.get('/2.0/users/ada%00')).status, 400)
  assert.equal((await ada.get(`/2.0/users/${'a'.repeat(10_000)}`)).status, 404)
})

test('a token without the email scope is not shown addresses', async () => {
  const narrow = await village.as('ada', ['account'])
  const { status, body } = await narrow.get('/2.0/user/emails')
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail, { required: ['email'], granted: ['account'] })
})

test('somebody else’s address is not found', async () => {
  assert.equal((await ada.get('/2.0/user/emails/bob@example.com')).status, 404)
})

test('only oneself and administrators change a profile', async () => {
  const { status } = await eve.put('/pail/1/users/ada', { display_name: 'Eve' })
  assert.equal(status, 403)
  assert.equal((await ada.get('/2.0/users/ada')).body.display_name, 'Ada')
  assert.equal((await eve.get('/pail/1/users/ada')).status, 403)
  assert.equal((await eve.get('/pail/1/users')).status, 403)
})

test('nobody raises their own rank or status', async () => {
  assert.equal((await eve.put('/pail/1/users/eve', { is_admin: true })).status, 403)
  assert.equal((await eve.put('/pail/1/users/eve', { status: 'active' })).status, 403)
})

test('what is not offered for change stays as it is', async () => {
  const input = { nickname: 'Evie', uuid: users.ada.uuid, account_id: 'x', created_on: '2001-01-01', type: 'team' }
  const { status, body } = await eve.put('/pail/1/users/eve', input)
  assert.equal(status, 200)
  assert.equal(body.uuid, `{${users.eve.uuid}}`)
  assert.equal(body.account_id, users.eve.accountId)
  assert.equal(body.nickname, 'Evie')
})

test('a name is one line of text, of some length and not too long', async () => {
  assert.equal((await eve.put('/pail/1/users/eve', { display_name: 'x'.repeat(10_000) })).status, 400)
  assert.equal((await eve.put('/pail/1/users/eve', { display_name: 'Eve\nCo-authored-by: Ada' })).status, 400)
  assert.equal((await eve.put('/pail/1/users/eve', { display_name: 'Eve\0' })).status, 400)
  assert.equal((await eve.put('/pail/1/users/eve', { display_name: '  ' })).status, 400)
})

test('a username that is taken, reserved or no name is refused', async () => {
  assert.equal((await root.put('/pail/1/users/eve', { username: 'ada' })).status, 409)
  assert.equal((await root.put('/pail/1/users/eve', { username: 'x-token-auth' })).status, 400)
  assert.equal((await root.put('/pail/1/users/eve', { username: '../x' })).status, 400)
  assert.equal((await eve.put('/pail/1/users/eve', { username: users.ada.uuid })).status, 400)
  assert.equal((await eve.put('/pail/1/users/eve', { username: `former-${users.ada.uuid}` })).status, 400)
})

test('the last administrator stays one', async () => {
  assert.equal((await root.put('/pail/1/users/root', { is_admin: false })).status, 409)
  assert.equal((await root.put('/pail/1/users/root', { status: 'suspended' })).status, 409)
})

test('the caller sees more of the own account than others do', async () => {
  const own = await root.get('/2.0/user/')
  assert.equal(own.status, 200)
  assert.equal(own.body.username, 'root')
  assert.equal(own.body.is_staff, true)
  assert.equal(own.body.account_status, 'active')
  const seen = await ada.get(`/2.0/users/${braced(users.root.uuid)}`)
  assert.equal('is_staff' in seen.body, false)
  assert.equal('email' in seen.body, false)
})

test('an account is found by uuid, account id and username, in any case', async () => {
  const found = await Promise.all(
    [users.ada.uuid, braced(users.ada.uuid), users.ada.accountId, 'ada', 'ADA'].map(id =>
      stranger.get(`/2.0/users/${id}`),
    ),
  )
  assert.deepEqual([...new Set(found.map(({ body }) => body.uuid))], [`{${users.ada.uuid}}`])
})

test('addresses come by the page, and one by one', async () => {
  const { body } = await ada.get('/2.0/user/emails/?pagelen=1&page=2')
  assert.deepEqual(body.values, [])
  assert.equal(body.size, 1)
  assert.equal(body.pagelen, 1)
  const one = await ada.get('/2.0/user/emails/ADA@example.com')
  assert.equal(one.body.email, 'ada@example.com')
  assert.equal(one.body.is_primary, true)
})

test('administrators list accounts with filters', async () => {
  const { body } = await root.get(`/pail/1/users?q=${encodeURIComponent('username = "bob"')}`)
  assert.equal(body.size, 1)
  assert.equal(body.values[0].email, 'bob@example.com')
  assert.equal(body.values[0].status, 'active')
})

test('a new username keeps the uuid, and the old one leads to it', async () => {
  const { status, body } = await root.put('/pail/1/users/bob', { username: 'Robert' })
  assert.equal(status, 200)
  assert.equal(body.uuid, `{${users.bob.uuid}}`)
  assert.equal((await ada.get('/2.0/users/robert')).body.uuid, `{${users.bob.uuid}}`)
  const old = await ada.get('/2.0/users/bob?fields=uuid')
  assert.deepEqual([old.status, old.headers.get('location')], [301, 'http://pail.test/2.0/users/robert?fields=uuid'])
  assert.equal((await bob.get('/2.0/user')).body.username, 'robert')
  await root.put('/pail/1/users/robert', { username: 'bob' })
})

test('a suspended account is refused at once, and let in again when it is active', async () => {
  assert.equal((await root.put('/pail/1/users/bob', { status: 'suspended' })).status, 200)
  assert.equal((await bob.get('/2.0/user')).status, 401)
  assert.equal((await ada.get('/2.0/users/bob')).body.account_status, 'inactive')
  await root.put('/pail/1/users/bob', { status: 'active' })
  assert.equal((await bob.get('/2.0/user')).status, 200)
})
