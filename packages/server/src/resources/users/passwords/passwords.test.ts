import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { hashPassword, isPassword } from './scrypt.ts'

const village = await openVillage()
after(() => village.close())
const { ada, eve, root, stranger, forge } = village

const OWN = '/pail/1/user/password'
const password = 'correct horse battery'

test('nobody sets the password of somebody else, but for administrators', async () => {
  assert.equal((await stranger.put(OWN, { password })).status, 401)
  assert.equal((await eve.put('/pail/1/users/ada/password', { password })).status, 403)
  assert.equal((await root.put('/pail/1/users/eve/password', { password })).status, 204)
})

test('a password that is short, known or worn is refused', async () => {
  const complaint = async (text: string) => (await ada.put(OWN, { password: text })).body.error?.fields?.password?.[0]
  assert.equal(await complaint('short'), 'at least 10 characters')
  assert.equal(await complaint('x'.repeat(300)), 'at most 256 characters')
  assert.equal(await complaint('ADA@example.com'), 'this is known to everybody')
  assert.equal(await complaint('abababababab'), 'the same few characters again and again')
})

test('a narrow credential sets no first password, and another one only by the one that there is', async () => {
  const narrow = await village.as('bob', ['account:write'])
  assert.equal((await narrow.put(OWN, { password })).status, 403)
  await village.bob.put(OWN, { password })
  assert.equal((await narrow.put(OWN, { password: 'another one to try' })).status, 400)
  assert.equal((await narrow.put(OWN, { password: 'another one to try', current_password: 'wrong' })).status, 400)
  assert.equal((await narrow.put(OWN, { password: 'another one to try', current_password: password })).status, 204)
  const reader = await village.as('bob', ['account'])
  assert.equal((await reader.put(OWN, { password })).status, 403)
})

test('guesses at the current password are counted', async () => {
  const narrow = await village.as('bob', ['account:write'])
  const guess = { password: 'another one to try', current_password: 'wrong' }
  for (let attempt = 0; attempt < 10; attempt++) await narrow.put(OWN, guess)
  assert.equal((await narrow.put(OWN, guess)).status, 403)
})

test('what is kept tells nothing of the password, and is another each time', async () => {
  await ada.put(OWN, { password })
  const rows = await forge.database.reader.selectFrom('passwords').select('hash').execute()
  assert.ok(rows.every(row => /^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/.test(row.hash)))
  assert.notEqual(await hashPassword(password), await hashPassword(password))
})

test('a password is the same however it was composed', async () => {
  const kept = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9')
  assert.equal(await isPassword('cafe\u0301 cafe\u0301 cafe\u0301', kept), true)
  assert.equal(await isPassword('cafe cafe cafe', kept), false)
  assert.equal(await isPassword('', undefined), false)
})

test('a deleted account leaves no password', async () => {
  await root.post('/pail/1/users', { username: 'mallory', email: 'mallory@example.com' })
  await root.put('/pail/1/users/mallory/password', { password })
  const count = async () => (await forge.database.reader.selectFrom('passwords').select('user_uuid').execute()).length
  const before = await count()
  assert.equal((await root.delete('/pail/1/users/mallory')).status, 204)
  assert.equal(await count(), before - 1)
})
