import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { ORIGIN, openVillage } from '@pail/testkit'
import { pushFiles } from '../testing.ts'
import { parseArchive } from './archive.ts'

const village = await openVillage()
after(() => village.close())
const { bob, eve, stranger, fetch } = village
const { tip } = await pushFiles(village, 'acme/site')
await pushFiles(village, 'acme/vault')
const top = `acme-site-${tip.slice(0, 12)}`

const take = async (path: string, init?: RequestInit) => {
  const answer = await fetch(new Request(`${ORIGIN}/acme/site/get/${path}`, init))
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const names = (bytes: Buffer, flags: string) =>
  execFileSync('tar', [`-t${flags}f`, '-'], { input: bytes })
    .toString()
    .trim()
    .split('\n')

test('what is private is hidden like what is missing, at every address', async () => {
  const paths = ['', '/get/main.zip', '/raw/main/README.md', '/src/main/README.md', '?go-get=1']
  for (const path of paths) {
    const [hidden, missing] = await Promise.all([stranger.get(`/acme/vault${path}`), stranger.get(`/acme/no${path}`)])
    assert.equal(hidden.status, 404, path)
    assert.deepEqual(hidden.body, missing.body, path)
    assert.equal((await eve.get(`/acme/vault${path}`)).status, 404, path)
  }
})

test('a revision, an ending or a file that is not there is not found', async () => {
  for (const path of ['get/nothing.zip', 'get/main.rar', 'get/.zip', 'get/main', 'raw/main/nothing', 'raw/main/docs'])
    assert.equal((await stranger.get(`/acme/site/${path}`)).status, 404, path)
  assert.equal((await take('--output=%2Ftmp%2Fx.zip')).status, 404)
})

test('the name of an archive ends with the longest ending', () => {
  const parsed = (name: string) => {
    const { revision, format } = parseArchive(name)
    return [revision, format]
  }
  assert.deepEqual(parsed('v1.0.tar.gz'), ['v1.0', 'tar.gz'])
  assert.deepEqual(parsed('feature/x.tgz'), ['feature/x', 'tar.gz'])
  assert.deepEqual(parsed('v1.tar.tar.bz2'), ['v1.tar', 'tar.bz2'])
  assert.deepEqual(parsed('main.bz2'), ['main', 'tar.bz2'])
  assert.deepEqual(parsed('v1.0.zip.zip'), ['v1.0.zip', 'zip'])
})

test('an archive holds all files in a folder that names the commit', async () => {
  const { status, headers, bytes } = await take('main.tar.gz?prefix=../../etc&path=docs')
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'application/gzip')
  assert.equal(headers.get('content-disposition'), `attachment; filename="${top}.tar.gz"`)
  const inside = names(bytes, 'z')
  assert.ok(inside.every(name => name.startsWith(`${top}/`)))
  assert.ok(inside.includes(`${top}/docs/deep/er/notes.txt`))
})

test('there is one for every ending, branches with slashes and tags with dots', async () => {
  for (const [path, flags] of [
    ['main.tgz', 'z'],
    ['main.tar.bz2', 'j'],
    ['main.bz2', 'j'],
    ['main.tar', ''],
  ] as const)
    assert.ok(names((await take(path)).bytes, flags).includes(`${top}/README.md`), path)
  assert.equal((await take('v1.0.zip.zip')).bytes.toString('latin1', 0, 2), 'PK')
  for (const path of ['feature/x.tar.gz', 'feature%2Fx.tar.gz'])
    assert.ok(names((await take(path)).bytes, 'z').some(name => name.endsWith('/new/name.txt')))
})

test('whoever has an archive already, or asks only for its headers, gets no other', async () => {
  const etag = (await take(`${tip}.zip`)).headers.get('etag') ?? ''
  assert.equal(etag, (await take('main.zip')).headers.get('etag'))
  const again = await take('main.zip', { headers: { 'if-none-match': etag } })
  assert.deepEqual([again.status, again.bytes.length], [304, 0])
  const head = await take('main.zip', { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('etag'), head.headers.get('content-length')], [200, etag, null])
})

test('tools send the credentials that they know for git', async () => {
  const secret = await village.secret('bob', ['repository'])
  const basic = (name: string) => ({ authorization: `Basic ${btoa(`${name}:${secret}`)}` })
  for (const name of ['x-token-auth', 'bob', 'anything'])
    assert.equal((await stranger.get('/acme/vault/get/main.zip', { headers: basic(name) })).status, 200, name)
  assert.equal((await bob.get('/acme/vault/raw/main/README.md')).status, 200)
})

test('a raw file is the same as that of the API', async () => {
  const [web, api] = await Promise.all([
    stranger.get('/acme/site/raw/feature/x/new/name.txt'),
    stranger.get('/2.0/repositories/acme/site/src/feature/x/new/name.txt'),
  ])
  assert.equal(web.body, api.body)
  for (const name of ['etag', 'content-type', 'content-disposition', 'content-security-policy', 'content-length'])
    assert.equal(web.headers.get(name), api.headers.get(name), name)
  const part = await stranger.get('/acme/site/raw/main/numbers.txt', { headers: { range: 'bytes=0-1' } })
  assert.deepEqual([part.status, part.body], [206, '0\n'])
})

test('people are led to the API', async () => {
  const location = async (path: string) => {
    const { status, headers } = await stranger.get(path)
    assert.equal(status, 302)
    return headers.get('location')
  }
  assert.equal(await location('/acme/site'), `${ORIGIN}/2.0/repositories/acme/site`)
  assert.equal(await location('/Acme/Site/'), `${ORIGIN}/2.0/repositories/acme/site`)
  const src = `${ORIGIN}/2.0/repositories/acme/site/src`
  assert.equal(await location('/acme/site/src/main/docs/a%20b/?x=1'), `${src}/main/docs/a%20b/?x=1`)
  assert.equal(await location('/acme/site/src/feature%2Fx/new'), `${src}/feature%2Fx/new`)
  assert.equal(await location('/acme/site/src/main/'), `${src}/main/`)
})

test('the go command is told where the code is', async () => {
  const { status, headers, body } = await stranger.get('/acme/site?go-get=1')
  assert.equal(status, 200)
  assert.match(headers.get('content-type') ?? '', /^text\/html/)
  assert.ok(body.includes('<meta name="go-import" content="pail.test/acme/site git http://pail.test/acme/site.git">'))
})
