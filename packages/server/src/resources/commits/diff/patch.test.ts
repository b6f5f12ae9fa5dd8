import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ORIGIN, openVillage } from '@pail/testkit'
import { openWork } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger } = village
const work = await openWork()
const site = '/2.0/repositories/acme/site'
const at: Record<string, string> = {}

before(async () => {
  at.root = await work.commit('Begin', { a: 'a\n', bin: Buffer.from([0, 1, 2]) })
  at.base = await work.commit('Go on', { a: 'b\n' })
  await work.git('checkout', '-q', '-b', 'feature/x')
  at.one = await work.commit('One\n\nWith a body, and Umlaute: äöü.', { one: '1\n', bin: Buffer.from([0, 3]) })
  at.two = await work.commit('Two', { 'two\twords': '2\n' })
  await work.git('checkout', '-q', 'main')
  at.main = await work.commit('Meanwhile', { b: 'b\n' })
  await work.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature/x')
  at.merge = await work.git('rev-parse', 'HEAD')
  await work.git('branch', 'merged')
  await work.git('checkout', '-q', '--orphan', 'alien')
  await work.commit('From elsewhere')
  await work.git('push', '-q', '--all', await village.remote('acme/site'))
  await work.git('push', '-q', '--all', await village.remote('acme/vault'))
})

async function patch(spec: string): Promise<Buffer> {
  const answer = await village.fetch(new Request(`${ORIGIN}${site}/patch/${spec}`))
  assert.equal(answer.status, 200, spec)
  assert.equal(answer.headers.get('content-type'), 'text/plain')
  return Buffer.from(await answer.arrayBuffer())
}
const series = (...args: string[]) => work.bytes('format-patch', '--stdout', '--no-signature', ...args)

test('who may not read a repository learns nothing of its commits', async () => {
  for (const verb of ['patch/main', 'merge-base/main..feature/x', 'file-conflicts/main..feature/x']) {
    const missing = await eve.get(`/2.0/repositories/acme/nothing/${verb}`)
    assert.equal(missing.status, 404)
    assert.deepEqual((await eve.get(`/2.0/repositories/acme/vault/${verb}`)).body, missing.body)
  }
})

test('a revision that names nothing has no patch', async () => {
  assert.equal((await ada.get(`${site}/patch/nothing`)).body.error.message, 'Commit not found')
  assert.equal((await ada.get(`${site}/patch/main...feature/x`)).status, 400)
})

test('one commit is one mail', async () => {
  assert.deepEqual(await patch('feature/x'), series('-1', at.two!))
  assert.deepEqual(await patch(at.one!), series('-1', at.one!))
  assert.deepEqual(await patch(at.root!.slice(0, 9)), series('--root', at.root!))
})

test('a merge is shown against its first parent', async () => {
  const found = await patch(at.merge!)
  assert.match(found.toString(), /Subject: \[PATCH\] Merge\n/)
  assert.ok(found.toString().endsWith(work.bytes('diff', '--binary', `${at.merge}^1`, at.merge!).toString()))
})

test('of two revisions the commits are given that only the first has, oldest first', async () => {
  assert.deepEqual(await patch(`feature/x..${at.main}`), series(`${at.main}..${at.two}`))
  assert.deepEqual(await patch(`feature/x%0D${at.base}`), series(`${at.base}..${at.two}`))
  assert.deepEqual(await patch('main..feature/x'), series(`${at.two}..${at.merge}`))
})

test('a series is empty where there is nothing new', async () => {
  assert.equal((await patch('feature/x..main')).length, 0)
})

test('a series can be applied and gives the same commits', async () => {
  const other = await openWork()
  await other.git('pull', '-q', await village.remote('acme/site'), at.base!)
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${other.folder}/../series`, await patch(`feature/x..${at.base}`))
  await other.git('am', '-q', '--committer-date-is-author-date', '../series')
  assert.equal(await other.git('rev-parse', 'HEAD^{tree}'), await work.git('rev-parse', `${at.two}^{tree}`))
})

test('who has a patch already is not sent it again', async () => {
  const { headers } = await ada.get(`${site}/patch/feature/x`)
  const again = await ada.get(`${site}/patch/${at.two}`, { headers: { 'if-none-match': headers.get('etag')! } })
  assert.equal(again.status, 304)
})

test('a common ancestor needs two revisions', async () => {
  const { status, body } = await ada.get(`${site}/merge-base/main`)
  assert.deepEqual([status, body.error.message], [400, 'spec: this is not two revisions separated by two dots'])
  assert.equal((await ada.get(`${site}/merge-base/main..nothing`)).status, 404)
})

test('histories that never met have no common ancestor', async () => {
  const { status, body } = await ada.get(`${site}/merge-base/alien..main`)
  assert.equal(status, 404)
  assert.equal(body.error.message, 'These commits have no common ancestor')
  assert.equal(body.error.data.shas.length, 2)
})

test('the common ancestor is shown as a commit', async () => {
  const { status, body } = await stranger.get(`${site}/merge-base/feature/x..${at.main}`)
  assert.equal(status, 200)
  assert.deepEqual([body.type, body.hash, body.message], ['commit', at.base, 'Go on\n'])
  assert.equal(body.links.diff.href, `http://pail.test${site}/diff/${at.base}`)
  assert.equal((await ada.get(`${site}/merge-base/${at.main}..feature%2Fx?fields=hash`)).body.hash, at.base)
  assert.equal((await ada.get(`${site}/merge-base/main..feature/x?fields=hash`)).body.hash, at.two)
})
