import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, users } = village

const OF_BOB = '/pail/1/users/bob/emails'
const CONFIRM = '/pail/1/users/bob/email-confirmation'
const issue = async (email: string) => (await root.post(`${OF_BOB}/${email}/confirmation-code`, {})).body.code as string

test('addresses are looked after by their owner and by administrators', async () => {
  assert.equal((await stranger.post(OF_BOB, { email: 'x@example.com' })).status, 401)
  assert.equal((await eve.get(OF_BOB)).status, 403)
  assert.equal((await eve.post(OF_BOB, { email: 'x@example.com' })).status, 403)
  assert.equal((await eve.delete(`${OF_BOB}/bob@example.com`)).status, 403)
  assert.equal((await eve.put(`${OF_BOB}/bob@example.com`, { is_primary: true })).status, 403)
  assert.equal((await root.get(OF_BOB)).body.values[0].email, 'bob@example.com')
})

test('addresses are changed with account:write, and read with email', async () => {
  const writer = await village.as('bob', ['account:write'])
  assert.equal((await writer.get(OF_BOB)).status, 403)
  const reader = await village.as('bob', ['email'])
  assert.equal((await reader.get(OF_BOB)).status, 200)
  assert.equal((await reader.post(OF_BOB, { email: 'x@example.com' })).status, 403)
})

test('nobody but an administrator vouches for an address or is shown a code', async () => {
  assert.equal((await bob.post(OF_BOB, { email: 'x@example.com', is_confirmed: true })).status, 403)
  assert.equal((await bob.post(`${OF_BOB}/x@example.com/confirmation-code`, {})).status, 403)
  assert.equal((await root.post(`${OF_BOB}/x@example.com/confirmation-code`, {})).status, 404)
  assert.equal((await root.post(`${OF_BOB}/bob@example.com/confirmation-code`, {})).status, 409)
})

test('what is no address, or is one of the account already, is refused', async () => {
  assert.equal((await bob.post(OF_BOB, { email: 'nowhere' })).status, 400)
  assert.equal((await bob.post(OF_BOB, { email: 'Bob@example.com' })).status, 409)
})

test('the primary address stays, and with it the last one', async () => {
  const { status, body } = await bob.delete(`${OF_BOB}/bob@example.com`)
  assert.equal(status, 409)
  assert.equal(body.error.message, 'This is the primary address; make another one primary first.')
})

test('an address that is not confirmed lets nobody in, becomes no primary one and keeps nobody from having it', async () => {
  const added = await bob.post(OF_BOB, { email: 'Claimed@example.com' })
  assert.deepEqual(
    [added.status, added.body.email, added.body.is_confirmed, added.body.is_primary],
    [201, 'claimed@example.com', false, false],
  )
  assert.equal((await bob.get(new URL(added.headers.get('location')!).pathname)).body.email, 'claimed@example.com')
  assert.equal((await bob.put(`${OF_BOB}/claimed@example.com`, { is_primary: true })).status, 409)
  const { body: token } = await bob.post('/pail/1/user/tokens', { name: 'x', scopes: ['account'] })
  const authorization = `Basic ${Buffer.from(`claimed@example.com:${token.secret}`).toString('base64')}`
  assert.equal((await stranger.get('/2.0/user', { headers: { authorization } })).status, 401)
  const vouched = await root.post('/pail/1/users/ada/emails', { email: 'claimed@example.com', is_confirmed: true })
  assert.deepEqual([vouched.status, vouched.body.is_confirmed], [201, true])
  assert.equal((await bob.get(`${OF_BOB}/claimed@example.com`)).status, 404)
  assert.equal((await ada.delete('/pail/1/users/ada/emails/claimed@example.com')).status, 204)
})

test('whether an address is somebody else’s is told to nobody who cannot confirm it', async () => {
  assert.equal((await bob.post(OF_BOB, { email: 'eve@example.com' })).status, 201)
  const code = await issue('eve@example.com')
  assert.equal((await bob.post(CONFIRM, { code })).status, 409)
  assert.equal((await bob.delete(`${OF_BOB}/eve@example.com`)).status, 204)
  assert.equal((await eve.get('/2.0/user/emails')).body.size, 1)
})

test('a code confirms one address of one account, once, for a day, until another is issued', async () => {
  await bob.post(OF_BOB, { email: 'new@example.com' })
  const first = await issue('new@example.com')
  const code = await issue('new@example.com')
  assert.equal((await bob.post(CONFIRM, { code: first })).status, 400)
  assert.equal((await eve.post('/pail/1/users/eve/email-confirmation', { code })).status, 400)
  const late = { code_expires_on: '2020-01-01T00:00:00.000Z' }
  await forge.database.transact(tx => tx.updateTable('email_claims').set(late).execute())
  assert.equal((await bob.post(CONFIRM, { code })).status, 400)
  const good = await issue('new@example.com')
  const { status, body } = await bob.post(CONFIRM, { code: good })
  assert.deepEqual([status, body.email, body.is_confirmed], [200, 'new@example.com', true])
  assert.equal((await bob.post(CONFIRM, { code: good })).status, 400)
})

test('another address becomes the primary one, and the one before can go', async () => {
  assert.equal((await bob.put(`${OF_BOB}/NEW@example.com`, { is_primary: false })).status, 400)
  assert.equal((await bob.put(`${OF_BOB}/NEW@example.com`, { is_primary: true })).body.is_primary, true)
  const { body } = await bob.get('/2.0/user/emails')
  assert.deepEqual(
    body.values.map((one: { email: string; is_primary: boolean }) => [one.email, one.is_primary]),
    [
      ['bob@example.com', false],
      ['new@example.com', true],
    ],
  )
  assert.equal((await root.get('/pail/1/users/bob')).body.email, 'new@example.com')
  assert.equal((await bob.delete(`${OF_BOB}/bob@example.com`)).status, 204)
})

test('only so many addresses wait to be confirmed at a time', async () => {
  for (let n = 0; n < 10; n++)
    assert.equal((await eve.post('/pail/1/users/eve/emails', { email: `e${n}@x` })).status, 201)
  assert.equal((await eve.post('/pail/1/users/eve/emails', { email: 'e0@x' })).status, 201)
  assert.equal((await eve.post('/pail/1/users/eve/emails', { email: 'e10@x' })).status, 409)
})

test('no code is kept anywhere, nor stands in an event or the audit log', async () => {
  await bob.post(OF_BOB, { email: 'more@example.com' })
  const code = await issue('more@example.com')
  await bob.post(CONFIRM, { code })
  const { reader } = forge.database
  const kept = [
    await reader.selectFrom('email_claims').selectAll().execute(),
    await reader.selectFrom('events').selectAll().execute(),
    await reader.selectFrom('audit_records').selectAll().execute(),
  ]
  assert.ok(!JSON.stringify(kept).includes(code.slice(10)))
  const asked = kept[1]!.filter(row => 'key' in row && row.key === 'user:email_confirmation')
  assert.ok(asked.length > 0)
  const told = (await root.get('/pail/1/audit?q=operation="users.emails.user.confirm"')).body.values[0]
  assert.equal(told.subject.uuid, `{${users.bob.uuid}}`)
})
