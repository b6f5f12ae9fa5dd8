import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'
import {
  config,
  createMessage,
  enums,
  generateKey,
  PacketList,
  readPrivateKey,
  Signature,
  SignaturePacket,
  sign,
} from 'openpgp'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village

const work = temporary()
await git(work, 'init', '-q', '-b', 'main')
await git(work, 'commit', '-q', '--allow-empty', '-m', 'Begin')
const remote = await village.remote('acme/site')
const unsigned = await git(work, 'cat-file', 'commit', 'HEAD')

/** Puts a commit with this signature where the API sees it. */
async function pushed(signature: string, object = `${unsigned}\n`): Promise<string> {
  const header = `gpgsig ${signature.trimEnd().replaceAll('\r', '').replaceAll('\n', '\n ')}\n`
  const written = join(temporary(), 'commit')
  writeFileSync(written, object.replace('\n\n', `\n${header}\n`))
  const id = await git(work, 'hash-object', '-t', 'commit', '-w', written)
  await git(work, 'push', '-q', '-f', remote, `${id}:refs/heads/signed`)
  return id
}
const shown = async (id: string, by = stranger) =>
  (await by.get(`/2.0/repositories/acme/site/commit/${id}`)).body.signature
const facts = async (id: string) => {
  const { verified, reason, signer } = await shown(id)
  return [verified, reason, signer?.nickname]
}

const holder = [{ name: 'Ada', email: 'ada@example.com' }]
const pgp = await generateKey({ userIDs: holder })
const signed = async (text = `${unsigned}\n`, armored = pgp.privateKey, date = new Date()) =>
  sign({
    message: await createMessage({ binary: Buffer.from(text) }),
    signingKeys: await readPrivateKey({ armoredKey: armored }),
    detached: true,
    date,
  })

const sshKey = join(temporary(), 'key')
execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', sshKey])
async function signedOverSsh(): Promise<string> {
  const options = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${sshKey}`]
  await git(work, ...options, 'commit', '-q', '-S', '--allow-empty', '-m', 'Sign')
  await git(work, 'push', '-q', '-f', remote, 'HEAD:refs/heads/signed')
  return git(work, 'rev-parse', 'HEAD')
}

test('a commit without a signature is not verified', async () => {
  await git(work, 'push', '-q', remote, 'HEAD:refs/heads/main')
  const id = await git(work, 'rev-parse', 'HEAD')
  assert.deepEqual(await shown(id), { type: 'commit_signature', verified: false, reason: 'unsigned', signer: null })
})

test('a signature that is none, or of another kind, is not verified', async () => {
  assert.deepEqual(await facts(await pushed('-----BEGIN PGP SIGNATURE-----\n\nx')), [
    false,
    'malformed_signature',
    undefined,
  ])
  assert.deepEqual(await facts(await pushed('-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----')), [
    false,
    'malformed_signature',
    undefined,
  ])
  assert.deepEqual(await facts(await pushed('-----BEGIN SIGNED MESSAGE-----\nx')), [
    false,
    'unknown_signature_type',
    undefined,
  ])
})

test('a key that nobody has registered verifies nothing', async () => {
  assert.deepEqual(await facts(await pushed(await signed())), [false, 'unknown_key', undefined])
  assert.deepEqual(await facts(await signedOverSsh()), [false, 'unknown_key', undefined])
})

test('a key of another account does not speak for the committer', async () => {
  const { fingerprint } = (await eve.post('/2.0/users/eve/gpg-keys', { key: pgp.publicKey })).body
  assert.deepEqual(await facts(await pushed(await signed())), [false, 'unverified_email', 'eve'])
  assert.equal((await eve.delete(`/2.0/users/eve/gpg-keys/${fingerprint}`)).status, 204)
})

test('a commit signed with the committer’s GPG key is verified, for everybody to see', async () => {
  assert.equal((await ada.post('/2.0/users/ada/gpg-keys', { key: pgp.publicKey })).status, 201)
  const id = await pushed(await signed())
  assert.deepEqual(await facts(id), [true, 'valid', 'ada'])
  assert.deepEqual(await shown(id, bob), await shown(id))
})

test('a subkey vouches for a commit as its key does', async () => {
  const pair = await generateKey({ userIDs: holder, subkeys: [{ sign: true }] })
  const key = await readPrivateKey({ armoredKey: pair.privateKey })
  const subkey = key.subkeys[0]!.getKeyID()
  const message = await createMessage({ binary: Buffer.from(`${unsigned}\n`) })
  const by = await sign({ message, signingKeys: key, signingKeyIDs: [subkey], detached: true })
  assert.equal((await ada.post('/2.0/users/ada/gpg-keys', { key: pair.publicKey })).status, 201)
  assert.deepEqual(await facts(await pushed(by)), [true, 'valid', 'ada'])
})

test('a key remembers when its owner last pushed what it signed', async () => {
  const at = '/2.0/users/ada/gpg-keys'
  await village.work()
  const before = (await ada.get(at)).body.values[0].last_used
  await pushed(await signed(`${unsigned}\nnot this\n`))
  await village.work()
  assert.equal((await ada.get(at)).body.values[0].last_used, before)
  await pushed(await signed())
  await village.work()
  assert.notEqual((await ada.get(at)).body.values[0].last_used, before)
})

test('a signature of other bytes is invalid', async () => {
  assert.deepEqual(await facts(await pushed(await signed(`${unsigned}\nmore\n`))), [false, 'invalid', undefined])
})

test('a signature that covers nothing is no signature', async () => {
  const key = await readPrivateKey({ armoredKey: pgp.privateKey })
  const packet = Object.assign(new SignaturePacket(), {
    signatureType: enums.signature.standalone,
    publicKeyAlgorithm: key.keyPacket.algorithm,
    hashAlgorithm: enums.hash.sha512,
    issuerKeyID: key.getKeyID(),
  })
  // The published types leave out the settings, without which it does not sign.
  const make = packet.sign.bind(packet) as (...given: unknown[]) => Promise<void>
  await make(key.keyPacket, {}, new Date(), true, config)
  const packets = new PacketList<SignaturePacket>()
  packets.push(packet)
  assert.deepEqual(await facts(await pushed(new Signature(packets).armor())), [false, 'malformed_signature', undefined])
})

test('a commit signed with the committer’s SSH key is verified until the key is removed', async () => {
  const key = readFileSync(`${sshKey}.pub`, 'utf8')
  const { uuid } = (await ada.post('/2.0/users/ada/ssh-keys', { key })).body
  const id = await signedOverSsh()
  assert.deepEqual(await facts(id), [true, 'valid', 'ada'])
  assert.equal((await ada.delete(`/2.0/users/ada/ssh-keys/${uuid}`)).status, 204)
  assert.deepEqual(await facts(id), [false, 'unknown_key', undefined])
  assert.equal((await ada.post('/2.0/users/ada/ssh-keys', { key })).status, 201)
})

test('whose an SSH key is does not come out by signing badly in its name', async () => {
  const object = await git(work, 'cat-file', 'commit', await signedOverSsh())
  const signature = /^gpgsig ([\s\S]*?)\n(?! )/m.exec(object)?.[1]?.replaceAll('\n ', '\n') ?? ''
  assert.match(signature, /^-----BEGIN SSH/)
  assert.deepEqual(await facts(await pushed(signature)), [false, 'invalid', undefined])
})

test('a key verifies what it signed before it expired', async () => {
  const id = await signedOverSsh()
  const expireOn = (moment: string) =>
    forge.database.transact(tx => tx.updateTable('ssh_keys').set({ expires_on: moment }).execute())
  await expireOn(new Date(Date.now() + 60_000).toISOString())
  assert.deepEqual(await facts(id), [true, 'valid', 'ada'])
  await expireOn(new Date(0).toISOString())
  assert.deepEqual(await facts(id), [false, 'expired_key', 'ada'])
})

test('lists show signatures to one who asks for them', async () => {
  const at = '/2.0/repositories/acme/site/commits/signed'
  assert.equal((await stranger.get(at)).body.values[0].signature, undefined)
  const { body } = await stranger.get(`${at}?fields=values.signature.reason`)
  assert.deepEqual(body.values[0], { signature: { reason: 'expired_key' } })
})
