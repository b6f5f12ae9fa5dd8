import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openReview } from './testing.ts'

const { village, at, say } = await openReview()
after(() => village.close())
const { ada, bob, root, stranger } = village
const comments = `${at}/comments`
const on = (id: number) => `${comments}/${id}`
const count = async () => (await stranger.get(at)).body.comment_count
const draft = async (raw: string, more: object = {}) => (await say(bob, raw, { pending: true, ...more })).body

test('what is pending is nobody else’s to see, to answer or to touch', async () => {
  await village.events()
  const { id, pending } = await draft('Draft', { inline: { path: 'a.txt', to: 1 } })
  assert.equal(pending, true)
  for (const who of [ada, root]) {
    const body = { content: { raw: 'x' }, comment: { id } }
    for (const { status } of [
      await who.get(on(id)),
      await who.put(on(id), body),
      await who.delete(on(id)),
      await who.post(`${on(id)}/resolve`),
      await say(who, 'Yes', { parent: { id } }),
      await who.post(`${at}/tasks`, body),
    ])
      assert.equal(status, 404)
    assert.equal((await who.get(comments)).body.size, 0)
  }
  assert.equal((await stranger.get(on(id))).status, 404)
  assert.equal((await bob.get(comments)).body.size, 1)
  assert.deepEqual(await village.events(), [])
  assert.equal(await count(), 0)
  assert.ok((await bob.get(`${at}/activity`)).body.values.every((one: object) => !('comment' in one)))
  assert.equal((await bob.post(`${on(id)}/resolve`)).status, 403)
  assert.equal((await bob.delete(on(id))).status, 204)
  assert.equal((await bob.get(on(id))).status, 404)
  assert.deepEqual(await village.events(), [])
  assert.equal(await count(), 0)
})

test('what is published is told of then, with the tasks on it, and stays published', async () => {
  const { id } = await draft('Draft')
  const task = await bob.post(`${at}/tasks`, { content: { raw: 'Do' }, comment: { id } })
  assert.deepEqual([task.status, task.body.pending], [201, true])
  assert.equal((await ada.get(`${at}/tasks/${task.body.id}`)).status, 404)
  await village.events()
  const { status, body } = await bob.put(on(id), { pending: false, content: { raw: 'Final' } })
  assert.deepEqual([status, body.pending, body.content.raw], [200, false, 'Final'])
  assert.deepEqual(await village.events(), ['pullrequest:comment_created'])
  assert.equal((await stranger.get(on(id))).body.content.raw, 'Final')
  assert.equal((await ada.get(`${at}/tasks/${task.body.id}`)).body.pending, false)
  const { comment_count, task_count } = (await stranger.get(at)).body
  assert.deepEqual([comment_count, task_count], [1, 1])
  assert.equal((await stranger.get(`${at}/activity`)).body.values[0].comment.id, id)
  assert.equal((await bob.put(on(id), { pending: true })).status, 400)
  assert.equal((await bob.put(on(id), { pending: false })).status, 200)
  assert.deepEqual(await village.events(), ['pullrequest:comment_updated'])
  await bob.delete(on(id))
})

test('an answer is published no earlier than what it answers', async () => {
  const first = await draft('First')
  const { body: answer } = await say(bob, 'Second', { parent: { id: first.id } })
  assert.equal(answer.pending, true)
  assert.equal((await bob.put(on(answer.id), { pending: false })).status, 400)
  assert.equal((await stranger.get(comments)).body.size, 0)
  assert.equal((await bob.put(on(first.id), { pending: false })).status, 200)
  assert.equal((await bob.put(on(answer.id), { pending: false })).status, 200)
  assert.equal((await stranger.get(comments)).body.size, 2)
})
