import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { generateKey, readKey, revokeKey } from 'openpgp'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger, users } = village

const AT = `/2.0/users/{${users.ada.uuid}}/gpg-keys`
const DAY = 86_400
const generate = (name = 'Ada', more: object = {}) =>
  generateKey({ userIDs: [{ name, email: 'ada@example.com' }], subkeys: [{ sign: true }], ...more })
const shared = await generate()

test('somebody else’s keys are neither listed nor added nor removed', async () => {
  assert.equal((await stranger.get(AT)).status, 401)
  assert.equal((await eve.get(AT)).status, 403)
  assert.equal((await eve.post(AT, { key: shared.publicKey })).status, 403)
  assert.equal((await eve.get('/2.0/users/eve/gpg-keys/0123')).status, 404)
})

test('reading needs account, adding account:write', async () => {
  const reader = await village.as('ada', ['account'])
  assert.equal((await reader.get(AT)).status, 200)
  assert.deepEqual((await reader.post(AT, { key: 'x' })).body.error.detail.required, ['account:write'])
})

test('what is no public key is refused, and a private one is named as that without being repeated', async () => {
  assert.equal((await ada.post(AT, {})).status, 400)
  assert.equal((await ada.post(AT, { key: 'nonsense' })).status, 400)
  const { status, body } = await ada.post(AT, { key: shared.privateKey })
  assert.equal(status, 400)
  assert.match(body.error.message, /^key: this is a private key/)
  assert.ok(!JSON.stringify(body).includes(shared.privateKey.split('\n')[2] ?? ''))
})

test('a key is added with its facts, its name, and without its text', async () => {
  const { status, body, headers } = await ada.post(AT, { key: shared.publicKey })
  assert.equal(status, 201)
  const { owner, links, created_on, added_on, fingerprint, key_id, ...rest } = body
  assert.deepEqual(rest, {
    type: 'gpg_key',
    parent_fingerprint: null,
    name: 'Ada',
    comment: '',
    expires_on: null,
    last_used: null,
  })
  assert.match(fingerprint, /^[0-9a-f]{40}$/)
  assert.ok(fingerprint.endsWith(key_id) && created_on && added_on)
  assert.equal(owner.nickname, 'ada')
  assert.ok(links.self.href.endsWith(fingerprint.toUpperCase()))
  assert.deepEqual((await ada.get(new URL(headers.get('location') ?? '').pathname)).body, body)
})

test('key and subkeys are shown to one who asks for them', async () => {
  const listed = (await ada.get(`${AT}?fields=%2Bvalues.key,%2Bvalues.subkeys`)).body.values[0]
  const [subkey] = listed.subkeys
  assert.match(listed.key, /^-----BEGIN PGP PUBLIC KEY BLOCK-----/)
  assert.deepEqual([listed.subkeys.length, subkey.parent_fingerprint], [1, listed.fingerprint])
  const found = (await ada.get(`${AT}/${subkey.fingerprint}`)).body
  assert.deepEqual([found.fingerprint, found.name], [subkey.fingerprint, 'Ada'])
})

test('a key belongs to one account', async () => {
  const again = await eve.post('/2.0/users/eve/gpg-keys', { key: shared.publicKey })
  assert.deepEqual([again.status, again.body.error.message], [400, 'Someone has already registered that GPG key.'])
})

test('a subkey is not removed by itself, and with its key it goes', async () => {
  const { publicKey } = await generate('Brief')
  const { fingerprint } = (await ada.post(AT, { key: publicKey, name: 'Desk' })).body
  const { name, subkeys } = (await ada.get(`${AT}/${fingerprint.toUpperCase()}?fields=%2Bsubkeys`)).body
  assert.equal(name, 'Desk')
  assert.equal((await ada.delete(`${AT}/${subkeys[0].fingerprint}`)).status, 403)
  assert.equal((await ada.delete(`${AT}/${fingerprint}`)).status, 204)
  assert.equal((await ada.get(`${AT}/${subkeys[0].fingerprint}`)).status, 404)
  assert.equal((await ada.delete(`${AT}/${fingerprint}`)).status, 404)
})

test('the date on which a key expires is told', async () => {
  const { publicKey } = await generate('Soon', { keyExpirationTime: 30 * DAY })
  const { created_on, expires_on } = (await ada.post(AT, { key: publicKey })).body
  assert.equal((Date.parse(expires_on) - Date.parse(created_on)) / 1000, 30 * DAY)
})

test('a revoked key is refused', async () => {
  const { publicKey, revocationCertificate } = await generate('Gone')
  const key = await readKey({ armoredKey: publicKey })
  const revoked = await revokeKey({ key, revocationCertificate, format: 'armored' })
  assert.equal((await ada.post(AT, { key: revoked.publicKey })).status, 400)
})

test('a subkey of somebody else beside one’s own key is left out', async () => {
  const [own, others] = await Promise.all([generate('Own'), generate('Others')])
  const [key, other] = await Promise.all([own, others].map(one => readKey({ armoredKey: one.publicKey })))
  key!.subkeys.push(...other!.subkeys)
  const { fingerprint } = (await ada.post(AT, { key: key!.armor() })).body
  const { subkeys } = (await ada.get(`${AT}/${fingerprint}?fields=%2Bsubkeys`)).body
  assert.equal(subkeys.length, 1)
})
