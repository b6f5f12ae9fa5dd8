import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from '../testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const copy = await workingCopy(village)
for (const name of ['one', 'two']) await copy.commit(name, { [name]: `${name}\n` })
await copy.push('acme/site', 'one', 'two')
const all = '/2.0/repositories/acme/site/pullrequests'
const open = (name: string) => ada.post(all, { title: name, source: { branch: { name } } })
await open('one')
await open('two')

interface Item {
  pull_request: { id: number }
}
const kinds = (items: Item[]) =>
  items.map(item => `${item.pull_request.id} ${Object.keys(item).filter(name => name !== 'pull_request')}`)

test('what was done about a hidden or missing pull request is not told', async () => {
  assert.equal((await eve.get('/2.0/repositories/acme/vault/pullrequests/activity')).status, 404)
  assert.equal((await eve.get('/2.0/repositories/acme/vault/pullrequests/1/activity')).status, 404)
  assert.equal((await eve.get(`${all}/9/activity`)).body.error.message, 'Not Found')
  assert.equal((await ada.get(`${all}/1/activity?pagelen=51`)).status, 400)
  assert.equal((await ada.get(`${all}/1/activity?page=nonsense`)).status, 400)
})

test('every item names its pull request and exactly one thing that was done, newest first', async () => {
  await bob.post(`${all}/1/comments`, { content: { raw: 'Why?' } })
  await bob.post(`${all}/1/request-changes`)
  await bob.post(`${all}/1/approve`)
  await ada.put(`${all}/1`, { title: 'Uno' })
  await ada.post(`${all}/1/decline`)
  const { status, body } = await stranger.get(`${all}/1/activity`)
  assert.equal(status, 200)
  assert.equal(body.pagelen, 20)
  assert.deepEqual(kinds(body.values), [
    '1 update',
    '1 update',
    '1 approval',
    '1 changes_requested',
    '1 comment',
    '1 update',
  ])
  const [, , { approval, pull_request }, { changes_requested }, { comment }] = body.values
  assert.deepEqual(Object.keys(pull_request), ['type', 'id', 'title', 'draft', 'links'])
  assert.deepEqual(Object.keys(approval), ['date', 'user', 'pullrequest'])
  assert.deepEqual(approval.pullrequest, pull_request)
  assert.equal(approval.user.uuid, `{${users.bob.uuid}}`)
  assert.match(changes_requested.date, /\+00:00$/)
  assert.deepEqual([comment.type, comment.content.raw, comment.pullrequest.id], ['pullrequest_comment', 'Why?', 1])
})

test('an update says what the pull request was then, and not what it is now', async () => {
  const { values } = (await stranger.get(`${all}/1/activity`)).body
  const { update } = values.at(-1)
  assert.deepEqual([update.title, update.state, update.changes], ['one', 'OPEN', {}])
  assert.equal(update.source.branch.name, 'one')
  assert.equal(values[0].update.state, 'DECLINED')
})

test('the whole repository is told of together, page by page', async () => {
  const { body } = await stranger.get(`${all}/activity?pagelen=5`)
  assert.deepEqual([body.values.length, 'size' in body], [5, false])
  const { pathname, search } = new URL(body.next)
  const rest = await stranger.get(pathname + search)
  assert.deepEqual(kinds(rest.body.values), ['2 update', '1 update'])
  assert.equal(rest.body.next, undefined)
})

test('what an account did stays when the account is gone', async () => {
  const before = (await stranger.get(`${all}/1/activity`)).body.values.length
  assert.ok((await village.root.delete(`/pail/1/users/${users.bob.uuid}`)).status < 300)
  const { status, body } = await stranger.get(`${all}/1/activity`)
  assert.deepEqual([status, body.values.length], [200, before])
  assert.equal((await stranger.get(`${all}/1`)).body.participants.length, 1)
})
