import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { tellTo } from '../../../kernel/payload.ts'
import { payloads } from './payloads.ts'
import { openReview } from './testing.ts'

const { village, at, say } = await openReview()
after(() => village.close())
const { ada, bob } = village
const site = { web: 'http://pail.test', api: 'http://pail.test/2.0', ssh: 'pail.test' }

/** What is told of the newest event of a kind, and the event itself. */
async function told(key: keyof typeof payloads) {
  const row = await village.forge.database.reader
    .selectFrom('events')
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .selectAll()
    .executeTakeFirstOrThrow()
  const payload = JSON.parse(row.payload)
  const happening = { id: row.id, key, payload, createdOn: row.created_on }
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  const document: any = await tellTo(village.forge, { actor: undefined, site }, to => payloads[key](happening, to))
  return { payload, document }
}

test('an event of a comment names it by ids, and is told with the pull request and the comment', async () => {
  const { body } = await say(bob, 'Hm', { inline: { path: 'a.txt', to: 3 } })
  const { payload, document } = await told('pullrequest:comment_created')
  const { repository, pull_request, comment, actor, date } = payload
  assert.deepEqual(
    { repository, pull_request, comment, actor },
    { repository: village.site.uuid, pull_request: 1, comment: body.id, actor: village.users.bob.uuid },
  )
  assert.ok(date <= new Date().toISOString())
  assert.deepEqual(Object.keys(payload).sort(), ['actor', 'comment', 'date', 'pull_request', 'repository'])
  assert.deepEqual(JSON.parse(JSON.stringify(document.comment)), body)
  assert.equal(document.pullrequest.comment_count, 1)
  assert.ok('participants' in document.pullrequest)
  await bob.post(`${at}/comments/${body.id}/resolve`)
  assert.equal((await told('pullrequest:comment_resolved')).document.comment.resolution.user.nickname, 'bob')
})

test('a comment that was deleted is told of without its text', async () => {
  const { body } = await say(bob, 'Secret')
  await ada.delete(`${at}/comments/${body.id}`)
  const { payload, document } = await told('pullrequest:comment_deleted')
  assert.equal(payload.actor, village.users.ada.uuid)
  const { id, deleted, content, user } = document.comment
  assert.deepEqual([id, deleted, content.raw, user.nickname], [body.id, true, '', 'bob'])
})
