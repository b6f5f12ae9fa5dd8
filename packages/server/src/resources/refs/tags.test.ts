import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const tags = '/2.0/repositories/acme/site/refs/tags'
const folder = temporary()
let remote = ''
let tip = ''

before(async () => {
  remote = await village.remote('acme/site', 'ada')
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  tip = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'tag', 'light/one')
  await git(folder, 'tag', '-a', '-m', 'Version one', 'v1')
  await git(folder, '-c', 'advice.nestedTag=false', 'tag', '-a', '-m', 'Around it', 'outer', 'v1')
  await git(folder, 'tag', 'of-a-tree', 'HEAD^{tree}')
  await git(folder, 'push', '-q', remote, 'main', '--tags')
})
beforeEach(() => village.events())

const make = (body: Record<string, unknown>, by = ada) => by.post(tags, { target: { hash: 'main' }, ...body })
const tagger = (format: string, name: string) => git(folder, 'for-each-ref', `--format=%(tagger${format})`, name)

test('whoever may not write makes and removes no tag', async () => {
  assert.equal((await make({ name: 'x' }, stranger)).status, 401)
  assert.equal((await make({ name: 'x' }, eve)).status, 403)
  assert.equal((await eve.delete(`${tags}/v1`)).status, 403)
})

test('what is no name, or is there, or points nowhere makes no tag', async () => {
  for (const body of [{ name: '-d' }, { name: 'refs/tags/x' }, { name: 'HEAD' }, { name: 'v1/x' }, { name: 'light' }])
    assert.deepEqual(Object.keys((await make(body)).body.error.fields), ['name'], body.name)
  for (const hash of ['nothing', 'of-a-tree'])
    assert.deepEqual(Object.keys((await make({ name: 'x', target: { hash } })).body.error.fields), ['target.hash'])
  const { status, body } = await make({ name: 'v1' })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Tag "v1" already exists.')
  assert.equal(body.error.data.key, 'TAG_ALREADY_EXISTS')
  assert.deepEqual(await village.events(), [])
})

test('a tag that is made is annotated, in the name of who made it, and git sees it', async () => {
  const { status, headers, body } = await make({ name: 'release/2', message: 'Version two\n\nAt last.' }, bob)
  assert.equal(status, 201, JSON.stringify(body))
  assert.equal(headers.get('location'), `http://pail.test${tags}/release/2`)
  assert.equal(body.type, 'tag')
  assert.equal(body.message, 'Version two\n\nAt last.\n')
  assert.equal(body.tagger.raw, 'Bob <bob@example.com>')
  assert.equal(body.tagger.user.nickname, 'bob')
  assert.match(body.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  assert.equal(body.target.hash, tip)
  assert.deepEqual(await village.events(), ['repo:push'])
  await git(folder, 'fetch', '-q', '--tags', remote)
  assert.equal(await git(folder, 'cat-file', '-t', 'release/2'), 'tag')
  assert.equal(await git(folder, 'rev-parse', 'release/2^{commit}'), tip)
  assert.equal(await tagger('name', 'refs/tags/release/2'), 'Bob')
  assert.deepEqual((await bob.get(`${tags}/release%2F2`)).body, body)
})

test('a tag without words of its own says what it was put on', async () => {
  const words = `Added tag plain for changeset ${tip.slice(0, 12)}\n`
  assert.equal((await make({ name: 'plain' })).body.message, words)
  assert.equal((await make({ name: 'empty', message: '' })).body.message, words.replace('plain', 'empty'))
  assert.equal((await make({ name: 'null', message: null })).body.message, words.replace('plain', 'null'))
})

test('a tag is made only of what may be said, not of what a client would like to have said', async () => {
  const { body } = await make({ name: 'forged', tagger: { raw: 'Eve <eve@example.com>' }, date: '2001-01-01' })
  assert.equal(body.tagger.raw, 'Ada <ada@example.com>')
  assert.notEqual(body.date.slice(0, 4), '2001')
})

test('a tag that is not annotated has neither message nor date nor tagger', async () => {
  const { body } = await stranger.get(`${tags}/light/one`)
  const { message, date, tagger, target, links } = body
  assert.deepEqual({ message, date, tagger }, { message: null, date: null, tagger: null })
  assert.equal(target.hash, tip)
  assert.equal(links.html.href, 'http://pail.test/acme/site/commits/tag/light/one')
  assert.equal(links.commits.href, 'http://pail.test/2.0/repositories/acme/site/commits/light/one')
})

test('a pushed tag shows what git says of it', async () => {
  const { body } = await stranger.get(`${tags}/v1`)
  assert.equal(body.message, 'Version one\n')
  assert.equal(body.tagger.raw, 'Ada <ada@example.com>')
  assert.equal(Date.parse(body.date) / 1000, Number(await tagger('date:unix', 'refs/tags/v1')))
})

test('a tag on a tag leads to the commit, and one on no commit to none', async () => {
  const outer = (await stranger.get(`${tags}/outer`)).body
  assert.deepEqual([outer.message, outer.target.hash], ['Around it\n', tip])
  const { status, body } = await stranger.get(`${tags}/of-a-tree`)
  assert.deepEqual([status, body.target], [200, null])
})

test('a tag is removed once', async () => {
  await make({ name: 'gone' })
  await village.events()
  assert.equal((await bob.delete(`${tags}/gone`)).status, 204)
  assert.deepEqual(await village.events(), ['repo:push'])
  assert.equal((await bob.delete(`${tags}/gone`)).status, 404)
  assert.equal((await stranger.get(`${tags}/gone`)).status, 404)
  assert.equal(await git(folder, 'ls-remote', remote, 'refs/tags/gone'), '')
})
