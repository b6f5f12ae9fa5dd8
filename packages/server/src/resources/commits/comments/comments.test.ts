import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, git, openVillage } from '@pail/testkit'
import { shortHistory } from '../testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village

const { work, first, second } = await shortHistory(village)
const remote = await village.remote('acme/site')

const on = (hash: string, id: number | string = '') =>
  `/2.0/repositories/acme/site/commit/${hash}/comments${id === '' ? '' : `/${id}`}`
const say = (who: Caller, raw: string, more: object = {}, hash = first) =>
  who.post(on(hash), { content: { raw }, ...more })
const ids = async (query = '', hash = second) =>
  (await stranger.get(`${on(hash)}?${query}`)).body.values.map((one: { id: number }) => one.id)

test('who has no account reads comments and writes none', async () => {
  assert.equal((await say(stranger, 'Hi')).status, 401)
  assert.equal((await stranger.get(on(first))).status, 200)
})

test('a comment on what is not there is refused: the commit, the repository, one that is hidden', async () => {
  assert.equal((await say(ada, 'Hi', {}, '0'.repeat(40))).status, 404)
  const body = { content: { raw: 'Hi' } }
  assert.equal((await eve.post(`/2.0/repositories/acme/vault/commit/${first}/comments`, body)).status, 404)
})

test('a comment says something, in few enough words, about a line that a file can have', async () => {
  assert.deepEqual((await say(ada, ' \n')).body.error.fields, { 'content.raw': ['may not be blank'] })
  assert.equal((await say(ada, 'x'.repeat(32_769))).status, 400)
  assert.equal((await ada.post(on(first), {})).status, 400)
  assert.equal((await ada.post(on(first), { content: 'Hi' })).status, 400)
  assert.equal((await say(ada, 'Hi', { inline: { to: 1 } })).status, 400)
  assert.equal((await say(ada, 'Hi', { inline: { path: 'a', to: 0 } })).status, 400)
  assert.equal((await say(ada, 'Hi', { inline: { path: 'a', to: 2 ** 31 } })).status, 400)
  assert.deepEqual(await ids('', first), [])
})

test('an answer answers a comment on the same commit', async () => {
  const elsewhere = await say(ada, 'Elsewhere', {}, second)
  const misplaced = await say(bob, 'Hi', { parent: { id: elsewhere.body.id } })
  assert.equal(misplaced.status, 400)
  assert.deepEqual(misplaced.body.error.fields, { parent: ['the comment is on another commit'] })
  const vault = `/2.0/repositories/acme/vault/commit/${first}/comments`
  const hidden = await ada.post(vault, { content: { raw: 'Secret' } })
  for (const id of [hidden.body.id, 999_999]) {
    const { status, body } = await say(bob, 'Hi', { parent: { id } })
    assert.equal(status, 404)
    assert.equal(body.error.message, String(id))
  }
  await ada.delete(on(second, elsewhere.body.id))
})

test('an unknown comment is refused with its bare id', async () => {
  for (const id of ['424242', 'x', '-1', '1e3', '99999999999999999999']) {
    const { status, body } = await ada.get(on(first, id))
    assert.equal(status, 404)
    assert.equal(body.error.message, id)
  }
})

test('only the author changes a comment; an administrator may delete it, others may not', async () => {
  const { id } = (await say(eve, 'Mine')).body
  const change = { content: { raw: 'Yours' } }
  assert.equal((await ada.put(on(first, id), change)).status, 403)
  assert.equal((await bob.delete(on(first, id))).status, 403)
  assert.equal((await stranger.delete(on(first, id))).status, 401)
  assert.equal((await stranger.get(on(first, id))).body.content.raw, 'Mine')
  assert.equal((await ada.delete(on(first, id))).status, 204)
  assert.equal((await ada.get(on(first, id))).status, 404)
})

test('a new comment is shown whole, told of, and found at its address', async () => {
  await village.events()
  const { status, headers, body } = await say(bob, 'Use `x`, <i>please</i>', { inline: { path: 'a', to: 1 } })
  assert.equal(status, 201)
  assert.equal(headers.get('location'), `http://pail.test${on(first, body.id)}`)
  assert.deepEqual(await village.events(), ['repo:commit_comment_created'])
  assert.equal(body.type, 'commit_comment')
  assert.equal(body.deleted, false)
  assert.equal(body.user.uuid, `{${users.bob.uuid}}`)
  assert.deepEqual(body.content, {
    type: 'rendered',
    raw: 'Use `x`, <i>please</i>',
    markup: 'markdown',
    html: '<p>Use <code>x</code>, &lt;i&gt;please&lt;/i&gt;</p>',
  })
  assert.deepEqual(body.inline, { path: 'a', from: null, to: 1, start_from: null, start_to: null })
  assert.deepEqual(Object.keys(body.commit), ['type', 'hash', 'links'])
  assert.equal('parent' in body, false)
  assert.deepEqual(body.links, {
    self: { href: `http://pail.test${on(first, body.id)}` },
    html: { href: `http://pail.test/acme/site/commits/${first}#comment-${body.id}` },
    code: { href: `http://pail.test/2.0/repositories/acme/site/diff/${first}?path=a` },
  })
  assert.deepEqual((await stranger.get(on(first.slice(0, 8), body.id))).body, body)
  await bob.delete(on(first, body.id))
})

test('a form says as much as JSON, and nothing but what is asked for is taken', async () => {
  const form = new URLSearchParams({ 'content.raw': 'Formal', 'inline.path': 'a', 'inline.from': '3', id: '7' })
  const { status, body } = await bob.post(on(first), form)
  assert.equal(status, 201)
  assert.equal(body.content.raw, 'Formal')
  assert.equal(body.inline.from, 3)
  assert.notEqual(body.id, 7)
  const taken = { user: { uuid: users.ada.uuid }, deleted: true, created_on: '2001-01-01', id: 8, inline: null }
  const other = (await say(bob, 'Plain', taken)).body
  assert.equal(other.user.uuid, `{${users.bob.uuid}}`)
  assert.equal(other.deleted, false)
  assert.equal(other.id, body.id + 1)
})

test('a change answers 201 and changes only what is said', async () => {
  const { body: before } = await say(bob, 'Befor', { inline: { path: 'a', from: 1 } })
  const { status, body } = await bob.put(on(first, before.id), { content: { raw: 'Before' }, inline: { path: 'b' } })
  assert.equal(status, 201)
  assert.equal(body.content.html, '<p>Before</p>')
  const { content: _, updated_on: __, ...rest } = before
  const { content: ___, updated_on: ____, ...same } = body
  assert.deepEqual(same, rest)
  assert.equal((await bob.put(on(first, before.id), { content: { raw: '' } })).status, 400)
})

test('an answer is about the place of what it answers, and names it', async () => {
  const { body: asked } = await say(ada, 'Why?', { inline: { path: 'a', to: 1 } })
  const { body } = await say(bob, 'So.', { parent: { id: asked.id } })
  assert.deepEqual(body.inline, asked.inline)
  assert.equal(body.parent.id, asked.id)
  assert.deepEqual(body.parent.links.self, asked.links.self)
})

test('a comment with answers stays when it is deleted, without its text', async () => {
  const { body: asked } = await say(ada, 'Secret', {}, second)
  const { body: answer } = await say(bob, 'Public', { parent: { id: asked.id } }, second)
  assert.equal((await ada.delete(on(second, asked.id))).status, 204)
  const { status, body } = await stranger.get(on(second, asked.id))
  assert.equal(status, 200)
  assert.equal(body.deleted, true)
  assert.deepEqual(body.content, { type: 'rendered', raw: '', markup: 'markdown', html: '' })
  assert.deepEqual(await ids(), [asked.id, answer.id])
  assert.equal((await ada.put(on(second, asked.id), { content: { raw: 'Back' } })).status, 404)
  await bob.delete(on(second, answer.id))
  assert.equal((await ada.delete(on(second, asked.id))).status, 204)
  assert.deepEqual(await ids(), [])
})

test('the list goes from old to new unless told otherwise, and is filtered', async () => {
  const { body: one } = await say(ada, 'One thing', {}, second)
  const { body: two } = await say(bob, 'Another', { inline: { path: 'a', to: 2 } }, second)
  const { body: three } = await say(ada, 'Answer', { parent: { id: two.id } }, second)
  assert.deepEqual(await ids(), [one.id, two.id, three.id])
  assert.deepEqual(await ids('sort=-created_on'), [three.id, two.id, one.id])
  assert.deepEqual(await ids('sort=-id&pagelen=1&page=2'), [two.id])
  const asked = async (q: string) => ids(`q=${encodeURIComponent(q)}`)
  assert.deepEqual(await asked('content.raw ~ "an"'), [two.id, three.id])
  assert.deepEqual(await asked(`user.uuid = "{${users.bob.uuid}}"`), [two.id])
  assert.deepEqual(await asked('inline = null'), [one.id])
  assert.deepEqual(await asked(`parent.id = ${two.id} or inline.path != "a"`), [one.id, three.id])
  assert.deepEqual(await asked('deleted = true'), [])
  assert.equal((await ada.get(`${on(second)}?q=secret%3D1`)).status, 400)
})

test('comments go with the commit: where no branch leads any more nothing is found', async () => {
  const gone = await git(work, 'commit-tree', '-m', 'gone', `${first}^{tree}`)
  await git(work, 'push', '-q', remote, `${gone}:refs/heads/gone`)
  const { body } = await say(ada, 'Lost', {}, gone)
  assert.equal((await ada.get(on(gone, body.id))).status, 200)
  await git(work, 'push', '-q', remote, ':gone')
  for (const path of [on(gone), on(gone, body.id)]) assert.equal((await ada.get(path)).status, 404)
  assert.equal((await ada.delete(on(gone, body.id))).status, 404)
})

test('ten people who comment at once get ten ids', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, (_, n) => say(n % 2 ? ada : bob, `At once ${n}`)))
  assert.equal(new Set(made.map(({ body }) => body.id)).size, 10)
})
