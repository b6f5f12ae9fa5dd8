import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openReview } from './testing.ts'

const { village, copy, at, say } = await openReview()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
const comments = `${at}/comments`
const on = (id: number | string) => `${comments}/${id}`
const ids = async (query = '', who = stranger) =>
  (await who.get(`${comments}?pagelen=100&${query}`)).body.values.map((one: { id: number }) => one.id)
const pullRequest = async () => (await stranger.get(at)).body

/** Another pull request, in acme/vault, that eve does not see. */
const vault = '/2.0/repositories/acme/vault/pullrequests'
await copy.push('acme/vault', 'main', 'feature')
const hidden = `${vault}/${(await ada.post(vault, { title: 'Secret', source: { branch: { name: 'feature' } } })).body.id}`
const secret = (await ada.post(`${hidden}/comments`, { content: { raw: 'Secret' } })).body.id

test('who has no account reads comments and writes none', async () => {
  assert.equal((await say(stranger, 'Hi')).status, 401)
  assert.equal((await stranger.get(comments)).status, 200)
})

test('what is hidden has no comments, and its comments answer nowhere else', async () => {
  const body = { content: { raw: 'Hi' } }
  assert.equal((await eve.post(`${hidden}/comments`, body)).status, 404)
  for (const path of [`${hidden}/comments`, `${hidden}/comments/${secret}`, `${hidden}/tasks`])
    assert.equal((await eve.get(path)).status, 404)
  for (const { status, body } of [
    await ada.get(on(secret)),
    await ada.put(on(secret), { content: { raw: 'Moved' } }),
    await ada.delete(on(secret)),
  ])
    assert.deepEqual([status, body.error.message], [404, String(secret)])
  assert.equal((await ada.post(`${on(secret)}/resolve`)).status, 404)
})

test('a comment says something, in few enough words, in words that are known', async () => {
  assert.deepEqual((await say(ada, ' \n')).body.error.fields, { 'content.raw': ['may not be blank'] })
  assert.equal((await say(ada, 'x'.repeat(32_769))).status, 400)
  assert.equal((await ada.post(comments, {})).status, 400)
  const { status, body } = await say(ada, 'Hi', { anchor: 1, inline: { path: 'a.txt', line: 2 } })
  assert.equal(status, 400)
  assert.deepEqual(body.error, {
    message: 'Bad request',
    fields: { 'inline.line': 'extra keys not allowed', anchor: 'extra keys not allowed' },
  })
})

test('a place has a file, lines that it can have, and a beginning before its end', async () => {
  const refused = async (inline: object) => assert.equal((await say(ada, 'Hi', { inline })).status, 400)
  await refused({ to: 1 })
  await refused({ path: 'a.txt', to: 0 })
  await refused({ path: 'a.txt', to: 2 ** 31 })
  await refused({ path: 'a.txt', start_to: 3, to: 2 })
  await refused({ path: 'a.txt', start_from: 3 })
})

test('an answer to what is not there is refused, so that no text stands in the wrong place', async () => {
  for (const id of [secret, 999_999]) {
    const { status, body } = await say(bob, 'Hi', { parent: { id } })
    assert.deepEqual([status, body.error.message], [404, String(id)])
  }
  await copy.commit('other', { 'b.txt': 'b\n' })
  await copy.push('acme/site', 'other')
  const all = '/2.0/repositories/acme/site/pullrequests'
  const made = await ada.post(all, { title: 'Other', source: { branch: { name: 'other' } } })
  const elsewhere = await ada.post(`${all}/${made.body.id}/comments`, { content: { raw: 'There' } })
  const { status, body } = await say(bob, 'Hi', { parent: { id: elsewhere.body.id } })
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { parent: ['the comment is on another pull request'] })
  assert.equal((await ada.get(on(elsewhere.body.id))).status, 404)
  assert.deepEqual(await ids(), [])
})

test('an unknown comment is refused with its bare id', async () => {
  for (const id of ['424242', 'x', '-1', '99999999999999999999']) {
    const { status, body } = await ada.get(on(id))
    assert.deepEqual([status, body.error.message], [404, id])
  }
})

test('only the author changes a comment; an administrator may delete it, others may not', async () => {
  const { id } = (await say(eve, 'Mine')).body
  const change = { content: { raw: 'Yours' } }
  assert.equal((await ada.put(on(id), change)).status, 403)
  assert.equal((await root.put(on(id), change)).status, 403)
  assert.equal((await bob.delete(on(id))).status, 403)
  assert.equal((await stranger.delete(on(id))).status, 401)
  assert.equal((await stranger.get(on(id))).body.content.raw, 'Mine')
  assert.equal((await ada.delete(on(id))).status, 204)
  assert.equal((await ada.get(on(id))).status, 404)
  assert.equal((await ada.delete(on(id))).status, 404)
})

test('a new comment is shown whole, counted, told of, and its author takes part', async () => {
  await village.events()
  const before = await pullRequest()
  const { status, headers, body } = await say(eve, 'Use `x`, <i>please</i>')
  assert.equal(status, 201)
  assert.equal(headers.get('location'), `http://pail.test${on(body.id)}`)
  assert.deepEqual(await village.events(), ['pullrequest:comment_created'])
  assert.equal(body.type, 'pullrequest_comment')
  assert.equal(body.user.uuid, `{${users.eve.uuid}}`)
  assert.deepEqual([body.deleted, body.pending], [false, false])
  assert.equal(body.content.html, '<p>Use <code>x</code>, &lt;i&gt;please&lt;/i&gt;</p>')
  assert.equal(body.pullrequest.id, before.id)
  assert.deepEqual(
    ['inline', 'parent', 'resolution'].filter(name => name in body),
    [],
  )
  const page = `http://pail.test/acme/site/pull-requests/${before.id}`
  assert.deepEqual(body.links, {
    self: { href: `http://pail.test${on(body.id)}` },
    html: { href: `${page}/_/diff#comment-${body.id}` },
  })
  const present = await pullRequest()
  assert.equal(present.comment_count, before.comment_count + 1)
  assert.ok(present.updated_on > before.updated_on)
  assert.ok(present.participants.some((one: { user: { uuid: string } }) => one.user.uuid === `{${users.eve.uuid}}`))
  const [newest] = (await stranger.get(`${at}/activity`)).body.values
  assert.equal(newest.comment.id, body.id)
  await eve.delete(on(body.id))
  assert.equal((await pullRequest()).comment_count, before.comment_count)
})

test('whoever is called in a comment or a task is linked, by whichever name', async () => {
  const link = (name: 'ada' | 'bob') =>
    `<a href="http://pail.test/%7B${users[name].uuid}%7D/">@${users[name].displayName}</a>`
  const raw = `@ada, @{${users.bob.accountId}}, @{${users.bob.uuid}} and @nobody: \`@ada\``
  const html = `<p>${link('ada')}, ${link('bob')}, ${link('bob')} and @nobody: <code>@ada</code></p>`
  const { body } = await say(eve, raw)
  assert.deepEqual([body.content.raw, body.content.html, body.content.type], [raw, html, 'rendered'])
  assert.equal((await eve.get(comments)).body.values[0].content.html, html)
  const task = await eve.post(`${at}/tasks`, { content: { raw } })
  assert.equal(task.body.content.html, html)
  await eve.delete(`${at}/tasks/${task.body.id}`)
  await eve.delete(on(body.id))
})

test('what was shown may be sent back with other words', async () => {
  const { body } = await say(bob, 'Befor', { inline: { path: 'a.txt', to: 2 } })
  const again = await bob.post(comments, body)
  assert.equal(again.status, 201, JSON.stringify(again.body))
  assert.notEqual(again.body.id, body.id)
  const { status, body: after } = await bob.put(on(body.id), { ...body, content: { raw: 'Before' } })
  assert.equal(status, 200)
  const { content: _, updated_on: __, ...rest } = body
  const { content, updated_on: ___, ...same } = after
  assert.equal(content.html, '<p>Before</p>')
  assert.deepEqual(same, rest)
  assert.equal((await bob.put(on(body.id), { content: { raw: '' } })).status, 400)
  await bob.delete(on(body.id))
  await bob.delete(on(again.body.id))
})

test('a form says as much as JSON', async () => {
  const form = new URLSearchParams({ 'content.raw': 'Formal', 'inline.path': 'a.txt', 'inline.to': '3' })
  const { status, body } = await bob.post(comments, form)
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([body.content.raw, body.inline.to], ['Formal', 3])
  await bob.delete(on(body.id))
})

test('an answer is about the place of what it answers, and names it', async () => {
  const { body: asked } = await say(ada, 'Why?', { inline: { path: 'a.txt', to: 3 } })
  const { body } = await say(bob, 'So.', { parent: { id: asked.id }, inline: { path: 'kept.txt' } })
  assert.deepEqual(body.inline, asked.inline)
  assert.equal(body.parent.id, asked.id)
  assert.deepEqual(body.parent.links, { self: asked.links.self, html: asked.links.html })
  await bob.delete(on(body.id))
  await ada.delete(on(asked.id))
})

test('a comment with answers stays when it is deleted, without its text, and goes with the last of them', async () => {
  const { body: first } = await say(ada, 'First')
  const { body: second } = await say(bob, 'Second', { parent: { id: first.id } })
  const { body: third } = await say(ada, 'Third', { parent: { id: second.id } })
  assert.equal((await ada.delete(on(first.id))).status, 204)
  assert.equal((await bob.delete(on(second.id))).status, 204)
  for (const id of [first.id, second.id]) {
    const { body } = await stranger.get(on(id))
    assert.deepEqual([body.deleted, body.content.raw, body.content.html], [true, '', ''])
  }
  assert.equal((await ada.put(on(first.id), { content: { raw: 'Back' } })).status, 404)
  assert.deepEqual(await ids(), [first.id, second.id, third.id])
  assert.deepEqual(await ids('q=deleted=false'), [third.id])
  assert.equal((await pullRequest()).comment_count, 1)
  assert.equal((await ada.delete(on(third.id))).status, 204)
  assert.deepEqual(await ids(), [])
  assert.equal((await pullRequest()).comment_count, 0)
  assert.ok((await stranger.get(`${at}/activity`)).body.values.every((one: object) => !('comment' in one)))
})

test('the list goes from old to new unless told otherwise, and is filtered', async () => {
  const { body: one } = await say(ada, 'One thing')
  const { body: two } = await say(bob, 'Another', { inline: { path: 'a.txt', to: 2 } })
  const { body: three } = await say(ada, 'Answer', { parent: { id: two.id } })
  assert.deepEqual(await ids(), [one.id, two.id, three.id])
  assert.deepEqual(await ids('sort=-created_on'), [three.id, two.id, one.id])
  const asked = async (q: string) => ids(`q=${encodeURIComponent(q)}`)
  assert.deepEqual(await asked('content.raw ~ "an"'), [two.id, three.id])
  assert.deepEqual(await asked(`user.uuid = "{${users.bob.uuid}}"`), [two.id])
  assert.deepEqual(await asked('inline = null'), [one.id])
  assert.deepEqual(await asked('inline.path = "a.txt" and parent = null'), [two.id])
  assert.deepEqual(await asked('resolution = null and inline.outdated = false and pending = false'), await ids())
  assert.equal((await ada.get(`${comments}?q=secret%3D1`)).status, 400)
  for (const [who, id] of [
    [ada, three.id],
    [bob, two.id],
    [ada, one.id],
  ] as const)
    await who.delete(on(id))
})

test('a discussion on the diff is settled once, where it began, and may go on', async () => {
  const { body: general } = await say(bob, 'In general')
  const { body: asked } = await say(bob, 'Why?', { inline: { path: 'a.txt', to: 3 } })
  const { body: answer } = await say(ada, 'So.', { parent: { id: asked.id } })
  assert.equal((await stranger.post(`${on(asked.id)}/resolve`)).status, 401)
  for (const id of [general.id, answer.id]) assert.equal((await ada.post(`${on(id)}/resolve`)).status, 403)
  assert.equal((await ada.delete(`${on(answer.id)}/resolve`)).status, 403)
  assert.equal((await ada.delete(`${on(asked.id)}/resolve`)).status, 404)
  await village.events()
  const { status, body } = await eve.post(`${on(asked.id)}/resolve`)
  assert.deepEqual([status, body.type, body.user.uuid], [200, 'comment_resolution', `{${users.eve.uuid}}`])
  assert.deepEqual((await stranger.get(on(asked.id))).body.resolution, body)
  assert.equal((await ada.post(`${on(asked.id)}/resolve`)).status, 409)
  const reopened = await ada.delete(`${on(asked.id)}/resolve`)
  assert.deepEqual([reopened.status, reopened.body], [204, ''])
  assert.equal('resolution' in (await stranger.get(on(asked.id))).body, false)
  assert.deepEqual(await village.events(), ['pullrequest:comment_resolved', 'pullrequest:comment_reopened'])
  await ada.delete(on(answer.id))
  await bob.delete(on(asked.id))
  await bob.delete(on(general.id))
})

test('ten people who comment at once are ten, in the list and in the count', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, (_, n) => say(n % 2 ? ada : bob, `At once ${n}`)))
  assert.deepEqual((await ids()).sort(), made.map(({ body }) => body.id).sort())
  assert.equal((await pullRequest()).comment_count, 10)
  for (const { body } of made) await ada.delete(on(body.id))
})

test('a pull request that is closed can still be commented on', async () => {
  assert.equal((await ada.post(`${at}/decline`, {})).status, 200)
  const { status, body } = await say(eve, 'A pity', { inline: { path: 'a.txt', to: 1 } })
  assert.equal(status, 201)
  assert.equal((await eve.put(on(body.id), { content: { raw: 'A pity!' } })).status, 200)
  assert.equal((await eve.delete(on(body.id))).status, 204)
})
