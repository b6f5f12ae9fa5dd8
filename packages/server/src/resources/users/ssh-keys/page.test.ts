import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeKey } from '@pail/ssh-keys/testing'
import { openVillage } from '@pail/testkit'
import { generateKey } from 'openpgp'
import { visitor } from '../sessions/testing.ts'

const village = await openVillage()
after(() => village.close())
const { bob, root, forge, users } = village

const SSH = '/account/settings/ssh-keys/'
const GPG = '/account/settings/gpg-keys/'
const { inside, send } = await visitor(village)
const add = (key: string, fields: Record<string, string> = {}) =>
  send(SSH, { deed: 'add', key, label: 'Laptop', expires_on: '', ...fields })
const listed = async () =>
  (await bob.get(`/2.0/users/${users.bob.uuid}/ssh-keys`)).body.values as { uuid: string; label: string }[]

test('no key is added by a form that was not filled in here', async () => {
  const { hidden } = await inside.get(SSH)
  const fields = { deed: 'add', key: makeKey().line, form_token: hidden.form_token! }
  assert.equal((await inside.post(SSH, { ...fields, form_token: '' })).status, 403)
  assert.equal((await inside.post(SSH, fields, { origin: 'https://evil.example.com' })).status, 403)
  assert.deepEqual(await listed(), [])
})

test('why a key is refused stands beside it, and it comes back to be put right', async () => {
  const { status, text } = await add('nonsense </textarea><b>', { label: '"><i>' })
  assert.equal(status, 400)
  assert.match(text, /<p class="wrong" id="key-wrong">/)
  assert.match(text, /<textarea id="key" name="key" aria-describedby="key-about key-wrong" aria-invalid="true"/)
  assert.ok(text.includes('nonsense &lt;/textarea&gt;&lt;b&gt;') && text.includes('value="&quot;&gt;&lt;i&gt;"'))
  assert.match((await add('')).text, /key-wrong/)
  assert.match((await add(makeKey().line, { expires_on: '2020-01-01' })).text, /expires_on-wrong">this has passed/)
})

test('a private key is not sent a second time', async () => {
  const { privateKey } = await generateKey({ userIDs: [{ name: 'Bob' }] })
  const { status, text } = await send(GPG, { deed: 'add', key: privateKey, name: '' })
  assert.equal(status, 400)
  assert.match(text, /this is a private key/)
  assert.ok(!text.includes(privateKey.split('\n')[3] ?? ''))
})

test('an SSH key is added, shown by its fingerprint and removed', async () => {
  assert.equal((await add(`${makeKey().line} bob@laptop`)).location, SSH)
  const [key] = await listed()
  const page = (await inside.get(SSH)).text
  assert.match(page, /<b>Laptop<\/b> <small>added [\d-]+, never used<\/small>/)
  assert.match(page, /<code>SHA256:[\w+/]+<\/code>/)
  const uuid = key!.uuid.slice(1, -1)
  assert.ok(page.includes(`value="${uuid}"><button aria-label="Remove Laptop">`))
  assert.equal((await send(SSH, { deed: 'remove', key: uuid })).location, SSH)
  assert.deepEqual(await listed(), [])
})

test('nobody removes the keys of others', async () => {
  const { body } = await village.eve.post(`/2.0/users/${users.eve.uuid}/ssh-keys`, { key: makeKey().line })
  assert.equal((await send(SSH, { deed: 'remove', key: body.uuid })).status, 404)
})

test('a key that somebody has is refused as it is through the API', async () => {
  const { line } = makeKey()
  assert.equal((await add(line)).status, 303)
  const { status, text } = await add(line)
  assert.equal(status, 400)
  assert.match(text, /Someone has already registered that SSH key\./)
})

test('a GPG key is added, shown by its fingerprint and removed', async () => {
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Bob B.' }] })
  assert.equal((await send(GPG, { deed: 'add', key: publicKey, name: '' })).location, GPG)
  const page = (await inside.get(GPG)).text
  const fingerprint = /<b>Bob B\.<\/b>.*\s.*<code>([0-9A-F]{40})<\/code>/.exec(page)?.[1] ?? ''
  assert.equal((await bob.get(`/2.0/users/${users.bob.uuid}/gpg-keys/${fingerprint}`)).status, 200)
  assert.equal((await send(GPG, { deed: 'remove', fingerprint })).location, GPG)
  assert.equal((await bob.get(`/2.0/users/${users.bob.uuid}/gpg-keys`)).body.size, 0)
})

test('the audit log tells it as it tells the same through the API', async () => {
  const told = async (operation: string) =>
    (await root.get(`/pail/1/audit?q=operation="${operation}"&pagelen=100`)).body.values[0]
  const { subject, details, credential } = await told('ssh.keys.delete')
  assert.deepEqual([subject.uuid, details, credential.kind], [`{${users.bob.uuid}}`, {}, 'session'])
  assert.equal((await told('ssh.keys.create')).details.label ?? 'Laptop', 'Laptop')
  assert.equal((await told('gpg.keys.create')).subject.uuid, `{${users.bob.uuid}}`)
})

test('an account has so many keys and no more', async () => {
  const row = await forge.database.reader.selectFrom('ssh_keys').selectAll().limit(1).executeTakeFirstOrThrow()
  const more = Array.from({ length: 100 }, (_, at) => ({
    ...row,
    uuid: crypto.randomUUID(),
    fingerprint: `SHA256:${at}`,
    user_uuid: users.bob.uuid,
  }))
  await forge.database.transact(tx => tx.insertInto('ssh_keys').values(more).execute())
  const { status, text } = await add(makeKey().line)
  assert.equal(status, 400)
  assert.match(text, /an account has at most 100 keys of a kind/)
  const byApi = await bob.post(`/2.0/users/${users.bob.uuid}/ssh-keys`, { key: makeKey().line })
  assert.deepEqual([byApi.status, byApi.body.error.message], [400, 'key: an account has at most 100 keys of a kind'])
})

test('and so many GPG keys', async () => {
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Bob' }] })
  assert.equal((await send(GPG, { deed: 'add', key: publicKey, name: '' })).location, GPG)
  const row = await forge.database.reader.selectFrom('gpg_keys').selectAll().executeTakeFirstOrThrow()
  const more = Array.from({ length: 99 }, (_, at) => ({ ...row, fingerprint: String(at) }))
  await forge.database.transact(tx => tx.insertInto('gpg_keys').values(more).execute())
  const other = await generateKey({ userIDs: [{ name: 'Bob' }] })
  const { status, text } = await send(GPG, { deed: 'add', key: other.publicKey, name: '' })
  assert.equal(status, 400)
  assert.match(text, /key-wrong">an account has at most 100 keys of a kind/)
})

test('who signed in a while ago signs in again before they add a key', async () => {
  const past = new Date(Date.now() - 3_700_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('sessions').set({ created_on: past }).execute())
  assert.match((await inside.get(SSH)).text, /href="\/account\/signin\/\?again=yes&amp;next=/)
  const { status, text } = await add(makeKey().line)
  assert.equal(status, 403)
  assert.match(text, /You signed in a while ago\. Sign in again to do this\./)
})
