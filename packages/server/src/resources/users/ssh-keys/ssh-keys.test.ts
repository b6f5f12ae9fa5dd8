import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fingerprintOf } from '@pail/ssh-keys'
import { makeKey } from '@pail/ssh-keys/testing'
import { openVillage } from '@pail/testkit'
import { later } from '../../../kernel/clock.ts'
import * as store from './store.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
const db = village.forge.database.writer

const AT = `/2.0/users/{${users.ada.uuid}}/ssh-keys`
const add = async (body: object = {}, by = ada, at = AT) => {
  const made = makeKey()
  return { made, ...(await by.post(at, { key: `${made.line} ada@laptop`, label: 'Laptop', ...body })) }
}

test('somebody else’s keys are neither listed nor added nor removed', async () => {
  const { body } = await add()
  assert.equal((await stranger.get(AT)).status, 401)
  assert.equal((await eve.get(AT)).status, 403)
  assert.equal((await add({}, eve)).status, 403)
  assert.equal((await eve.get(`${AT}/${body.uuid}`)).status, 403)
  assert.equal((await eve.delete(`${AT}/${body.uuid}`)).status, 403)
  assert.equal((await eve.get(`/2.0/users/eve/ssh-keys/${body.uuid}`)).status, 404)
  assert.equal((await eve.get('/2.0/users/nobody/ssh-keys')).status, 404)
})

test('reading needs account, adding account:write, and removing the right to remove', async () => {
  const reader = await village.as('ada', ['account'])
  const [other, remover] = [
    await village.as('ada', ['repository']),
    await village.as('ada', ['delete:ssh-key:bitbucket']),
  ]
  const { body } = await add()
  assert.equal((await other.get(AT)).status, 403)
  assert.equal((await reader.get(AT)).status, 200)
  assert.equal((await add({}, reader)).status, 403)
  assert.deepEqual((await remover.put(`${AT}/${body.uuid}`, { label: 'x' })).body.error.detail.required, [
    'read:ssh-key:bitbucket',
    'write:ssh-key:bitbucket',
  ])
  assert.equal((await remover.delete(`${AT}/${body.uuid}`)).status, 204)
})

test('what is no public key is refused, and a private one is named as that without being repeated', async () => {
  assert.equal((await ada.post(AT, {})).status, 400)
  assert.equal((await ada.post(AT, { key: 'ssh-ed25519 AAAA' })).status, 400)
  const secret = makeKey().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const { status, body } = await ada.post(AT, { key: secret })
  assert.equal(status, 400)
  assert.match(body.error.message, /^key: this is a private key/)
  assert.ok(!JSON.stringify(body).includes(secret.split('\n')[1] ?? ''))
})

test('a key belongs to one account, whatever is written behind it', async () => {
  const { made } = await add()
  const again = await add({ key: `${made.line} another comment` })
  assert.equal(again.status, 400)
  assert.deepEqual(again.body.error, {
    message: 'Someone has already registered that SSH key.',
    fields: { key: ['Someone has already registered that SSH key.'] },
  })
  assert.equal((await add({ key: made.line }, eve, '/2.0/users/eve/ssh-keys')).status, 400)
})

test('a key that is deployed somewhere becomes nobody’s', async () => {
  const { line } = makeKey()
  assert.equal((await ada.post('/2.0/repositories/acme/site/deploy-keys', { key: line })).status, 200)
  assert.equal((await add({ key: line })).status, 400)
})

test('a date of expiry is one, and is to come', async () => {
  assert.equal((await add({ expires_on: 'soon' })).status, 400)
  assert.equal((await add({ expires_on: '2020-01-01' })).status, 400)
  const { body } = await add({}, ada, `${AT}?expires_on=2199-01-31T12:00:00%2B01:00`)
  assert.equal(body.expires_on, '2199-01-31T11:00:00+00:00')
})

test('a new key is answered whole and found where the answer says', async () => {
  const { made, status, body, headers } = await add()
  assert.equal(status, 201)
  const found = await ada.get(new URL(headers.get('location') ?? '').pathname)
  assert.deepEqual(found.body, body)
  const { uuid, owner, links, created_on, ...rest } = body
  assert.deepEqual(rest, {
    type: 'ssh_key',
    key: made.line,
    fingerprint: fingerprintOf(made.blob),
    comment: 'ada@laptop',
    label: 'Laptop',
    expires_on: null,
    last_used: null,
  })
  assert.deepEqual([owner.nickname, links.self.href.endsWith(`/ssh-keys/${encodeURIComponent(uuid)}`)], ['ada', true])
  assert.match(created_on, /\+00:00$/)
})

test('only the label changes', async () => {
  const { made, body } = await add()
  const other = makeKey().line
  const changed = await ada.put(`${AT}/${body.uuid}`, { label: 'Desk', key: other, comment: 'x', uuid: 'y' })
  assert.equal(changed.status, 200)
  assert.deepEqual(changed.body, { ...body, label: 'Desk' })
  assert.equal(changed.body.key, made.line)
})

test('a removed key is not found and may be added again', async () => {
  const { made, body } = await add()
  assert.equal((await ada.delete(`${AT}/${body.uuid}`)).status, 204)
  assert.equal((await ada.get(`${AT}/${body.uuid}`)).status, 404)
  assert.equal((await add({ key: made.line })).status, 201)
})

test('the list has pages, oldest first', async () => {
  const at = '/2.0/users/bob/ssh-keys'
  const labels = ['one', 'two', 'three']
  for (const label of labels) await add({ label }, bob, at)
  const first = await bob.get(`${at}?pagelen=2`)
  const second = await bob.get(new URL(first.body.next).pathname + new URL(first.body.next).search)
  assert.equal(first.body.size, 3)
  assert.deepEqual(
    [...first.body.values, ...second.body.values].map(one => one.label),
    labels,
  )
})

test('a key leads to its account until it expires or the account may not come in', async () => {
  const { made } = await add({}, root, '/2.0/users/eve/ssh-keys')
  const fingerprint = fingerprintOf(made.blob)
  const found = await store.seek(db, fingerprint)
  assert.deepEqual([found?.user.username, found?.key.label], ['eve', 'Laptop'])
  await db
    .updateTable('ssh_keys')
    .set({ expires_on: later(-1) })
    .where('fingerprint', '=', fingerprint)
    .execute()
  assert.equal(await store.seek(db, fingerprint), undefined)
  await db
    .updateTable('ssh_keys')
    .set({ expires_on: later(60) })
    .where('fingerprint', '=', fingerprint)
    .execute()
  assert.ok(await store.seek(db, fingerprint))
  await root.put('/pail/1/users/eve', { status: 'suspended' })
  assert.equal(await store.seek(db, fingerprint), undefined)
})

test('that a key was used is remembered to the minute', async () => {
  const { made, body } = await add()
  const { key } = (await store.seek(db, fingerprintOf(made.blob)))!
  await store.markUsed(db, key)
  const used = (await ada.get(`${AT}/${body.uuid}`)).body.last_used
  assert.match(used, /^20/)
  await store.markUsed(db, (await store.seek(db, fingerprintOf(made.blob)))!.key)
  assert.equal((await ada.get(`${AT}/${body.uuid}`)).body.last_used, used)
})

test('an account that is deleted leaves no keys behind', async () => {
  const { uuid } = (await root.post('/pail/1/users', { username: 'brief', email: 'brief@example.com' })).body
  const { made } = await add({}, root, '/2.0/users/brief/ssh-keys')
  assert.equal((await root.delete('/pail/1/users/brief')).status, 204)
  assert.equal(await store.seek(db, fingerprintOf(made.blob)), undefined)
  assert.equal((await add({ key: made.line })).status, 201)
  assert.equal((await add({}, root, `/2.0/users/${uuid}/ssh-keys`)).status, 409)
})
