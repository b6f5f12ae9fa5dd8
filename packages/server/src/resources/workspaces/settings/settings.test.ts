import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Oid, oid, refName } from '@pail/git'
import { createSigningKey, removeSigningKey, type SigningKey } from '@pail/git-node/signing'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village

const AT = '/2.0/workspaces/acme/settings/gpg/public-key'
const MAIN = refName('refs/heads/main')
const folder = join(forge.config.dataDirectory, 'signing')
const holder = { name: 'Pail', email: 'pail@example.com' }
const person = { name: 'Bob', email: 'bob@example.com', date: 1_700_000_000 }

const work = temporary()
await git(work, 'init', '-q', '-b', 'main')
await git(work, 'commit', '-q', '--allow-empty', '-m', 'Begin')
const remote = await village.remote('acme/site')
await git(work, 'push', '-q', remote, 'main')
let key: SigningKey

/** Merges a new commit, as a merge of a pull request does, and answers with the merge commit. */
async function merged(): Promise<Oid> {
  const { refs } = await forge.git.refs(village.site.uuid)
  const ours = refs.find(({ name }) => name === MAIN)!.oid
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'Something to merge')
  await git(work, 'push', '-q', '-f', remote, 'HEAD:refs/heads/topic')
  const sides = { ours, theirs: oid(await git(work, 'rev-parse', 'HEAD')), ref: MAIN, old: ours }
  const people = { author: person, committer: person, message: 'Merged in topic' }
  const merging = await forge.git.merge(village.site.uuid, {
    strategy: 'merge_commit',
    ...sides,
    ...people,
    sign: true,
  })
  assert.ok('written' in merging)
  const { quarantine } = merging.written
  await forge.git.commit(village.site.uuid, { quarantine, refs: [MAIN], atomic: true })
  return merging.written.oid
}
const signatureOf = async (hash: Oid) => {
  const { body } = await stranger.get(`/2.0/repositories/acme/site/commit/${hash}`)
  const { verified, reason, signer } = body.signature
  return [verified, reason, signer]
}

test('only members of the workspace are told the key, and nobody where there is none', async () => {
  assert.equal((await stranger.get(AT)).status, 401)
  assert.equal((await eve.get(AT)).status, 403)
  assert.equal((await ada.get('/2.0/workspaces/nowhere/settings/gpg/public-key')).status, 404)
  const { status, body } = await bob.get(AT)
  assert.deepEqual([status, body.type], [404, 'error'])
  assert.equal(body.error.message, 'This server signs nothing: it has no key.')
})

test('what the server merges without a key is not signed', async () => {
  assert.deepEqual(await signatureOf(await merged()), [false, 'unsigned', null])
})

test('members are given the public key as gpg takes it', async () => {
  key = await createSigningKey(folder, holder)
  const { status, headers, body } = await bob.get(AT)
  assert.deepEqual([status, body], [200, key.publicKey])
  assert.match(headers.get('content-type') ?? '', /^text\/plain/)
})

test('what the server signs is verified, for everybody to see, in the name of nobody', async () => {
  const hash = await merged()
  assert.deepEqual(await signatureOf(hash), [true, 'valid', null])
})

test('a signature taken to another commit is invalid', async () => {
  await git(work, 'fetch', '-q', remote, 'main')
  const object = `${await git(work, 'cat-file', 'commit', 'FETCH_HEAD')}\nforged\n`
  const file = join(temporary(), 'object')
  writeFileSync(file, object)
  const forged = oid(await git(work, 'hash-object', '-t', 'commit', '-w', file))
  await git(work, 'push', '-q', '-f', remote, `${forged}:refs/heads/forged`)
  assert.deepEqual((await signatureOf(forged)).slice(0, 1), [false])
})

test('nobody else becomes its holder by registering the key', async () => {
  assert.equal((await eve.post('/2.0/users/eve/gpg-keys', { key: key.publicKey })).status, 201)
  assert.deepEqual(await signatureOf(await merged()), [true, 'valid', null])
  await eve.delete(`/2.0/users/eve/gpg-keys/${key.fingerprint}`)
})

test('what a former key has signed is verified until it is distrusted', async () => {
  const hash = await merged()
  await removeSigningKey(folder)
  assert.deepEqual(await signatureOf(hash), [true, 'valid', null])
  const next = await createSigningKey(folder, holder)
  assert.deepEqual(await signatureOf(await merged()), [true, 'valid', null])
  assert.equal((await ada.get(AT)).body, `${next.publicKey}\n${key.publicKey}`)
  const last = await merged()
  await removeSigningKey(folder, { distrust: true })
  assert.deepEqual(await signatureOf(last), [false, 'unknown_key', null])
})
