import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openReview } from '../comments/testing.ts'

const { village, copy, at, say } = await openReview()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const tasks = `${at}/tasks`
const on = (id: number | string) => `${tasks}/${id}`
const openTasks = async () => (await stranger.get(at)).body.task_count
const note = (who: typeof ada, text: string, more: object = {}) => who.post(tasks, { content: { raw: text }, ...more })

test('who has no account reads tasks and writes none', async () => {
  assert.equal((await note(stranger, 'Do')).status, 401)
  assert.equal((await stranger.get(tasks)).status, 200)
})

test('a task says what is to be done, in a comment that is there', async () => {
  assert.equal((await note(bob, ' ')).status, 400)
  assert.equal((await bob.post(tasks, {})).status, 400)
  assert.equal((await note(bob, 'Do', { comment: { id: 999_999 } })).status, 404)
  assert.equal(await openTasks(), 0)
})

test('an unknown task, and one of another repository, are not there', async () => {
  const vault = '/2.0/repositories/acme/vault/pullrequests'
  await copy.push('acme/vault', 'main', 'feature')
  const { body } = await ada.post(vault, { title: 'Secret', source: { branch: { name: 'feature' } } })
  const secret = await ada.post(`${vault}/${body.id}/tasks`, { content: { raw: 'Secret' } })
  assert.equal((await eve.get(`${vault}/${body.id}/tasks`)).status, 404)
  for (const id of [secret.body.id, 424_242, 'x'])
    for (const answer of [
      await ada.get(on(id)),
      await ada.put(on(id), { state: 'RESOLVED' }),
      await ada.delete(on(id)),
    ])
      assert.deepEqual([answer.status, answer.body.error.message], [404, String(id)])
})

test('a task is shown whole, found at its address, and counted until it is done', async () => {
  const { status, headers, body } = await note(eve, 'Do *this*')
  assert.equal(status, 201)
  assert.equal(headers.get('location'), `http://pail.test${on(body.id)}`)
  assert.deepEqual(Object.keys(body).sort(), [
    'content',
    'created_on',
    'creator',
    'id',
    'links',
    'pending',
    'resolved_by',
    'resolved_on',
    'state',
    'updated_on',
  ])
  assert.deepEqual([body.state, body.pending, body.resolved_on, body.resolved_by], ['UNRESOLVED', false, null, null])
  assert.equal(body.content.html, '<p>Do <em>this</em></p>')
  assert.equal(body.creator.uuid, `{${users.eve.uuid}}`)
  assert.equal(body.links.self.href, `http://pail.test${on(body.id)}`)
  assert.equal(await openTasks(), 1)
  const done = await bob.put(on(body.id), { state: 'RESOLVED' })
  assert.equal(done.status, 200)
  assert.equal(done.body.resolved_by.uuid, `{${users.bob.uuid}}`)
  assert.equal(done.body.resolved_on, done.body.updated_on)
  assert.equal(await openTasks(), 0)
  assert.equal((await bob.put(on(body.id), { state: 'RESOLVED' })).body.resolved_on, done.body.resolved_on)
  const open = await ada.put(on(body.id), { state: 'UNRESOLVED' })
  assert.deepEqual([open.body.resolved_on, open.body.resolved_by], [null, null])
  assert.equal(await openTasks(), 1)
  assert.equal((await eve.delete(on(body.id))).status, 204)
  assert.equal(await openTasks(), 0)
})

test('only its creator says a task otherwise; an administrator may delete it, others may not', async () => {
  const { id } = (await note(eve, 'Mine')).body
  assert.equal((await ada.put(on(id), { content: { raw: 'Yours' } })).status, 403)
  assert.equal((await eve.put(on(id), { content: { raw: '' } })).status, 400)
  assert.equal((await eve.put(on(id), { state: 'DONE' })).status, 400)
  assert.equal((await eve.put(on(id), { content: { raw: 'Still mine' } })).body.content.raw, 'Still mine')
  assert.equal((await bob.delete(on(id))).status, 403)
  assert.equal((await stranger.delete(on(id))).status, 401)
  assert.equal((await ada.delete(on(id))).status, 204)
})

test('a task in a comment names it, and outlives it', async () => {
  const { body: comment } = await say(bob, 'Hm')
  const { body } = await note(ada, 'Do', { comment: { id: comment.id } })
  assert.equal(body.comment.id, comment.id)
  assert.equal(body.comment.links.self.href, comment.links.self.href)
  await bob.delete(`${at}/comments/${comment.id}`)
  assert.equal('comment' in (await stranger.get(on(body.id))).body, false)
  await ada.delete(on(body.id))
})

test('what is pending is nobody else’s to see, and not counted', async () => {
  const { body } = await note(bob, 'Perhaps', { pending: true })
  assert.equal(body.pending, true)
  for (const answer of [await ada.get(on(body.id)), await ada.put(on(body.id), { state: 'RESOLVED' })])
    assert.equal(answer.status, 404)
  assert.equal((await ada.get(tasks)).body.size, 0)
  assert.equal((await bob.get(tasks)).body.size, 1)
  assert.equal(await openTasks(), 0)
  assert.equal((await bob.delete(on(body.id))).status, 204)
  assert.equal(await openTasks(), 0)
})

test('the list goes from old to new unless told otherwise, and is filtered', async () => {
  const { body: one } = await note(ada, 'One')
  const { body: two } = await note(bob, 'Two')
  await ada.put(on(one.id), { state: 'RESOLVED' })
  const ids = async (query = '') =>
    (await stranger.get(`${tasks}?${query}`)).body.values.map((t: { id: number }) => t.id)
  const asked = (q: string) => ids(`q=${encodeURIComponent(q)}`)
  assert.deepEqual(await ids(), [one.id, two.id])
  assert.deepEqual(await ids('sort=-created_on'), [two.id, one.id])
  assert.deepEqual(await asked('state = "UNRESOLVED"'), [two.id])
  assert.deepEqual(await asked(`creator.uuid = "{${users.ada.uuid}}" and comment = null`), [one.id])
  assert.deepEqual(await asked('content.raw ~ "tw" or resolved_on != null'), [one.id, two.id])
  assert.equal((await stranger.get(`${tasks}?sort=secret`)).status, 400)
})
