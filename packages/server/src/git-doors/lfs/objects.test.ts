import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { act, bring, type LfsCaller, lfsAs, lfsCaller, named, piecemeal, type Told } from './testing.ts'

const village = await openVillage({ PAIL_MAX_LFS_MB: '1' })
after(() => village.close())
const { forge } = village

const [ada, bob, eve, stranger] = await Promise.all([
  lfsAs(village, 'acme/site', 'ada'),
  lfsAs(village, 'acme/site', 'bob'),
  lfsAs(village, 'acme/site', 'eve'),
  lfsCaller(village, 'acme/site'),
])
const vault = await lfsAs(village, 'acme/vault', 'ada')
const one = ({ body }: Told) => body.objects[0]
const uploadOf = async (caller: LfsCaller, content: string) => one(await caller.batch('upload', named(content))).actions
const isHeld = async (caller: LfsCaller, content: string): Promise<boolean> =>
  one(await caller.batch('download', named(content))).error === undefined
const partsLeft = () => readdirSync(join(forge.config.dataDirectory, 'blobs', 'part'))

test('a name that is no SHA-256 is refused for itself, the others of the batch are answered', async () => {
  const wrong = ['../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(64)}/`, 'a'.repeat(63), '', `${'a'.repeat(63)}\n`]
  const { status, body } = await ada.batch('upload', ...wrong.map(oid => ({ oid, size: 1 })), named('good'))
  assert.equal(status, 200)
  const codes = body.objects.map(({ error }: { error?: { code: number } }) => error?.code)
  assert.deepEqual(codes, [...wrong.map(() => 422), undefined])
  assert.ok(body.objects.at(-1).actions.upload)
})

test('a size is a number of bytes, and no more than is taken here', async () => {
  const { oid } = named('x')
  const sizes = [-1, 1.5, 2 ** 60, 2 ** 20 + 1]
  const { body } = await ada.batch('upload', ...sizes.map(size => ({ oid, size })))
  assert.deepEqual(
    body.objects.map(({ error }: { error: { code: number } }) => error.code),
    [422, 422, 422, 413],
  )
})

test('what cannot be read is refused as a whole, in the form that clients show', async () => {
  const { status, headers, body } = await ada.post('objects/batch', { operation: 'erase', objects: [] })
  assert.equal(status, 422)
  assert.equal(headers.get('content-type'), 'application/vnd.git-lfs+json')
  assert.deepEqual(Object.keys(body), ['message', 'documentation_url', 'request_id'])
  assert.equal(body.request_id, headers.get('x-request-id'))
  assert.equal(
    (await ada.post('objects/batch', { operation: 'upload' })).body.message,
    'objects: required key not provided',
  )
  const other = { operation: 'upload', transfers: ['tus'], objects: [named('x')] }
  assert.equal((await ada.post('objects/batch', other)).status, 422)
  const sha1 = { operation: 'upload', hash_algo: 'sha1', objects: [named('x')] }
  assert.equal(one(await ada.post('objects/batch', sha1)).error.code, 409)
  const json = { 'content-type': 'application/json' }
  assert.equal((await ada.send('POST', 'objects/batch', { body: '{', headers: json })).status, 422)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  assert.equal((await ada.send('POST', 'objects/batch', { body: 'a=b', headers: form })).status, 415)
  const html = { ...json, accept: 'text/html' }
  assert.equal((await ada.send('POST', 'objects/batch', { body: '{}', headers: html })).status, 406)
})

test('a batch is neither endless nor asked for by another method, and nothing else is there', async () => {
  const many = Array.from({ length: 1001 }, () => named('x'))
  assert.equal((await ada.batch('download', ...many)).status, 413)
  const { status, headers } = await ada.send('GET', 'objects/batch')
  assert.deepEqual([status, headers.get('allow')], [405, 'POST'])
  for (const path of ['objects', 'objects/..%2f..%2fetc', `objects/${'A'.repeat(64)}`, 'nothing', ''])
    assert.equal((await ada.send('GET', path)).status, 404, path)
})

test('nobody in particular is asked who they are, in the same words whether or not there is something', async () => {
  const missing = await lfsCaller(village, 'acme/nothing')
  const hidden = await lfsCaller(village, 'acme/vault')
  const [none, secret] = [await missing.batch('download', named('x')), await hidden.batch('download', named('x'))]
  assert.deepEqual([none.status, secret.status], [401, 401])
  assert.equal(secret.headers.get('lfs-authenticate'), 'Basic realm="Pail"')
  assert.equal(none.body.message, secret.body.message)
  assert.equal((await stranger.batch('upload', named('x'))).status, 401)
  const wrong = await lfsCaller(village, 'acme/site', `Basic ${btoa('ada:wrong')}`)
  assert.equal((await wrong.batch('download', named('x'))).status, 401)
})

test('who may not see the repository learns nothing of it, and who may only read brings nothing', async () => {
  const [none, hidden] = [await lfsAs(village, 'acme/nothing', 'eve'), await lfsAs(village, 'acme/vault', 'eve')]
  const [missing, invisible] = [await none.batch('download', named('x')), await hidden.batch('download', named('x'))]
  assert.deepEqual([missing.status, invisible.status], [404, 404])
  assert.equal(missing.body.message, invisible.body.message)
  assert.equal((await eve.batch('upload', named('x'))).status, 403)
  const reader = await lfsAs(village, 'acme/site', 'ada', ['repository'])
  assert.equal((await reader.batch('upload', named('x'))).status, 403)
  const other = await lfsAs(village, 'acme/site', 'ada', ['account'])
  assert.equal((await other.batch('download', named('x'))).status, 403)
})

test('what was brought is there for everybody who may read, by the way that the batch says', async () => {
  const actions = await uploadOf(bob, 'first')
  assert.equal((await act('POST', actions.verify, verifying('first'))).status, 404)
  assert.equal((await act('PUT', actions.upload, { body: 'first' })).status, 200)
  assert.equal((await act('POST', actions.verify, verifying('first'))).status, 200)
  assert.equal((await act('POST', actions.verify, verifying('second'))).status, 422)
  for (const size of [0, 4, 6, -5, 5.5, '5', null, undefined]) {
    const body = JSON.stringify({ ...named('first'), size })
    assert.equal((await act('POST', actions.verify, { ...verifying('first'), body })).status, 422, `${size}`)
  }
  for (const caller of [ada, eve, stranger]) {
    const { actions, authenticated } = one(await caller.batch('download', named('first')))
    assert.equal(authenticated, true)
    assert.equal(actions.download.header === undefined, caller === stranger)
    const { status, body, headers } = await act('GET', actions.download)
    assert.deepEqual([status, body], [200, 'first'])
    assert.equal(headers.get('content-type'), 'application/octet-stream')
    assert.equal(headers.get('content-length'), '5')
  }
})

const verifying = (content: string) => ({
  body: JSON.stringify(named(content)),
  headers: { 'content-type': 'application/vnd.git-lfs+json; charset=utf-8' },
})

test('what is there already needs no action, and is not there with another size', async () => {
  await bring(ada, 'there')
  assert.deepEqual(one(await bob.batch('upload', named('there'))), named('there'))
  const { oid } = named('there')
  for (const operation of ['upload', 'download'] as const)
    assert.equal(one(await ada.batch(operation, { oid, size: 1 })).error.code, 422)
  assert.equal(one(await ada.batch('download', named('nowhere'))).error.code, 404)
})

test('a part is sent to who asks for it, and nothing to who has it all', async () => {
  await bring(ada, '0123456789')
  const { download } = one(await ada.batch('download', named('0123456789'))).actions
  const { status, body, headers } = await act('GET', download, { headers: { range: 'bytes=4-' } })
  assert.deepEqual([status, body, headers.get('content-range')], [206, '456789', 'bytes 4-9/10'])
  assert.equal((await act('GET', download, { headers: { range: 'bytes=10-' } })).status, 416)
  const head = await act('HEAD', download)
  assert.deepEqual([head.status, head.headers.get('content-length'), head.body], [200, '10', ''])
})

test('an empty file is a file', async () => {
  assert.equal((await bring(ada, '')).status, 200)
  const { download } = one(await ada.batch('download', named(''))).actions
  const { status, body } = await act('GET', download)
  assert.deepEqual([status, body], [200, ''])
})

test('a content that is not what was announced is not kept', async () => {
  const { upload } = await uploadOf(ada, 'announced')
  assert.equal((await act('PUT', upload, { body: 'announceD' })).status, 422)
  assert.equal((await act('PUT', upload, { body: 'announced and more' })).status, 422)
  assert.equal((await act('PUT', upload, { body: 'announ' })).status, 422)
  const middle = { 'content-range': 'bytes 3-8/9' }
  assert.equal((await act('PUT', upload, { body: 'ounced', headers: middle })).status, 422)
  assert.equal(await isHeld(ada, 'announced'), false)
  assert.equal(await forge.blobs.seek(named('announceD').oid as never), undefined)
})

test('a body without a length is taken up to the length that was announced', async () => {
  const { upload } = await uploadOf(ada, 'in pieces')
  assert.equal((await act('PUT', upload, piecemeal(['in ', 'pieces', ' and more']))).status, 422)
  assert.equal((await act('PUT', upload, piecemeal(['in ', 'pie']))).status, 422)
  assert.equal((await act('PUT', upload, piecemeal(['in ', 'pieces']))).status, 200)
  assert.equal(await isHeld(ada, 'in pieces'), true)
  const { oid } = named('of any length')
  const unannounced = await ada.send('PUT', `objects/${oid}`, piecemeal(['of any length']) as object)
  assert.equal(unannounced.status, 422)
})

test('of an upload that breaks off nothing is left, and it can be begun again', async () => {
  const content = 'x'.repeat(900_000)
  const { upload } = await uploadOf(ada, content)
  await breakOff(upload, content)
  for (let tries = 0; partsLeft().length > 0 && tries < 200; tries++) await new Promise(done => setTimeout(done, 20))
  assert.deepEqual(partsLeft(), [])
  assert.equal(await isHeld(ada, content), false)
  assert.equal((await act('PUT', upload, { body: content })).status, 200)
  assert.equal(await isHeld(ada, content), true)
})

/** Sends half of a body and closes the line once the server has begun to write. */
async function breakOff(upload: { href: string; header: Record<string, string> }, content: string): Promise<void> {
  const headers = { ...upload.header, 'content-length': content.length }
  const sending = request(upload.href, { method: 'PUT', headers }).on('error', () => {})
  sending.write(content.slice(0, content.length / 2))
  for (let tries = 0; partsLeft().length === 0 && tries < 200; tries++) await new Promise(done => setTimeout(done, 20))
  sending.destroy()
}

test('credentials do without a batch, if the length is told', async () => {
  const { oid } = named('by itself')
  assert.equal((await ada.send('PUT', `objects/${oid}`, { body: 'by itself' })).status, 200)
  assert.equal((await stranger.send('GET', `objects/${oid}`)).body, 'by itself')
  assert.equal((await eve.send('PUT', `objects/${oid}`, { body: 'by itself' })).status, 403)
  const large = 'x'.repeat(2 ** 20 + 1)
  assert.equal((await ada.send('PUT', `objects/${named(large).oid}`, { body: large })).status, 413)
})

test('to know the name of a content is not to have it', async () => {
  await bring(vault, 'the secret of the vault')
  assert.equal(one(await ada.batch('download', named('the secret of the vault'))).error.code, 404)
  const { upload } = await uploadOf(bob, 'the secret of the vault')
  const guess = 'x'.repeat('the secret of the vault'.length)
  assert.equal((await act('PUT', upload, { body: guess })).status, 422)
  assert.equal((await act('PUT', upload, { body: '' })).status, 422)
  assert.equal(await isHeld(bob, 'the secret of the vault'), false)
  assert.equal((await stranger.send('GET', `objects/${named('the secret of the vault').oid}`)).status, 404)
  assert.equal((await act('PUT', upload, { body: 'the secret of the vault' })).status, 200)
  assert.equal(await isHeld(bob, 'the secret of the vault'), true)
})
