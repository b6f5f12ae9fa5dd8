import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Caller } from '@pail/testkit'
import { lines, openReview } from '../testing.ts'

const { village, copy, at, say } = await openReview()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const suggest = async (who: Caller, text: string, inline: object = { path: 'a.txt', to: 5 }): Promise<number> =>
  (await say(who, `Try\n\`\`\`suggestion\n${text}\`\`\``, { inline })).body.id
const apply = (who: Caller, id: number | string, body: object = {}) =>
  who.post(`/pail/1/repositories/acme/site/pullrequests/1/comments/${id}/suggestion`, body)
const fetched = async (path: string) => (await stranger.get(`/2.0/repositories/acme/site/src/feature/${path}`)).body
const tip = () => copy.git('ls-remote', 'origin', 'feature').then(line => line.split('\t')[0])
await copy.git('remote', 'add', 'origin', await village.remote('acme/site'))

test('only who may write to the source applies a suggestion, and only one that is seen', async () => {
  const id = await suggest(eve, 'x\n')
  const before = await tip()
  assert.equal((await apply(stranger, id)).status, 401)
  assert.equal((await apply(eve, id)).status, 403)
  assert.equal((await apply(ada, 999_999)).status, 404)
  const reader = await village.as('ada', ['pullrequest'])
  assert.equal((await apply(reader, id)).status, 403)
  const secret = await say(eve, '```suggestion\nx\n```', { pending: true, inline: { path: 'a.txt', to: 5 } })
  assert.equal((await apply(ada, secret.body.id)).status, 404)
  assert.equal(await tip(), before)
})

test('what is no suggestion about lines that can be written is refused', async () => {
  const refused = async (raw: string, more: object, message: RegExp, body: object = {}) => {
    const { body: comment } = await say(bob, raw, more)
    const answer = await apply(ada, comment.id, body)
    assert.equal(answer.status, 400, JSON.stringify(answer.body))
    assert.match(answer.body.error.message, message)
    await bob.delete(`${at}/comments/${comment.id}`)
  }
  const block = '```suggestion\nx\n```'
  await refused(block, {}, /lines of the new version/)
  await refused(block, { inline: { path: 'a.txt' } }, /lines of the new version/)
  await refused(block, { inline: { path: 'a.txt', from: 5 } }, /lines of the new version/)
  await refused('Hm', { inline: { path: 'a.txt', to: 5 } }, /holds no suggestion/)
  await refused(`${block}\n${block}`, { inline: { path: 'a.txt', to: 5 } }, /^index: the comment holds 2 suggestions/)
  await refused(block, { inline: { path: 'a.txt', to: 5 } }, /^index:/, { index: 1 })
  await refused('```suggestion\nline 5\n```', { inline: { path: 'a.txt', to: 5 } }, /says so already/)
})

test('a suggestion about lines that are not there is out of date', async () => {
  const answer = await apply(ada, await suggest(bob, 'x\n', { path: 'a.txt', to: 400 }))
  assert.equal(answer.status, 409)
  assert.equal((await apply(ada, await suggest(bob, 'x\n', { path: 'none.txt', to: 1 }))).status, 409)
  assert.equal((await apply(ada, await suggest(bob, 'x\n', { path: '../a.txt', to: 1 }))).status, 409)
})

test('a suggestion becomes a commit of whoever applies it, and the discussion is settled', async () => {
  const id = await suggest(bob, 'line five\nline five and a half\n', { path: 'a.txt', start_to: 5, to: 6 })
  await village.events()
  const { status, headers, body } = await apply(ada, id, { message: 'Say five' })
  assert.equal(status, 201, JSON.stringify(body))
  assert.equal(body.hash, await tip())
  assert.equal(headers.get('location'), `http://pail.test/2.0/repositories/acme/site/commit/${body.hash}`)
  assert.equal(body.message, 'Say five\n\nCo-authored-by: Bob <bob@example.com>\n')
  assert.match(body.author.raw, /^Ada </)
  const text = `${lines(1, 4)}line five\nline five and a half\n${lines(7, 10)}more\n${lines(11, 20)}`
  assert.equal(await fetched('a.txt'), text)
  assert.deepEqual((await village.events()).slice(0, 2), ['repo:push', 'pullrequest:comment_resolved'])
  await village.work()
  const { resolution, inline } = (await stranger.get(`${at}/comments/${id}`)).body
  assert.equal(resolution.user.display_name, 'Ada')
  assert.equal(inline.outdated, true)
  assert.equal((await stranger.get(at)).body.source.commit.hash, body.hash.slice(0, 12))
  assert.equal((await apply(ada, id)).status, 409)
})

test('an answer may suggest something, by its number where there are several', async () => {
  const { body: asked } = await say(ada, 'How?', { inline: { path: 'a.txt', to: 1 } })
  const text = '```suggestion\nno\n```\nor\n```suggestion\nyes\n```'
  const { body: answer } = await say(bob, text, { parent: { id: asked.id } })
  assert.equal((await apply(bob, answer.id)).status, 400)
  const { body } = await apply(bob, answer.id, { index: 1 })
  assert.equal(body.message, 'Apply a suggestion to a.txt\n')
  assert.match(await fetched('a.txt'), /^yes\nline 2\n/)
  assert.equal((await stranger.get(`${at}/comments/${asked.id}`)).body.resolution.user.display_name, 'Bob')
  await village.work()
})

test('a suggestion is applied where the lines are now, also before the pull request knows', async () => {
  const id = await suggest(bob, 'line three\n', { path: 'a.txt', to: 3 })
  await copy.git('fetch', '-q', 'origin', 'feature')
  await copy.git('checkout', '-q', '-B', 'feature', 'FETCH_HEAD')
  const [first, ...rest] = (await fetched('a.txt')).split('\n')
  await copy.commit('feature', { 'a.txt': [first, 'new', ...rest].join('\n') })
  await copy.push('acme/site', 'feature')
  assert.equal((await apply(ada, id)).status, 201)
  assert.match(await fetched('a.txt'), /^yes\nnew\nline 2\nline three\nline 4\n/)
  await village.work()
})

test('of two who apply suggestions at once neither takes the other’s away', async () => {
  const ids = [
    await suggest(eve, 'line nine\n', { path: 'a.txt', to: 11 }),
    await suggest(eve, 'line ten\n', { path: 'a.txt', to: 12 }),
  ]
  const answers = await Promise.all(ids.map((id, at) => apply(at === 0 ? ada : bob, id)))
  assert.ok(answers.some(({ status }) => status === 201))
  const text = await fetched('a.txt')
  for (const [at, { status }] of answers.entries())
    assert.equal(text.includes(at === 0 ? 'line nine' : 'line ten'), status === 201, JSON.stringify(answers[at]?.body))
  await village.work()
})

test('a pull request that is closed, and a branch that is gone, take no suggestions', async () => {
  const id = await suggest(bob, 'x\n', { path: 'a.txt', to: 2 })
  await copy.push('acme/site', ':feature')
  await village.work()
  assert.equal((await apply(ada, id)).status, 409)
  await copy.push('acme/site', 'feature')
  assert.equal((await ada.post(`${at}/decline`, {})).status, 200)
  const { status, body } = await apply(ada, id)
  assert.equal(status, 400)
  assert.match(body.error.message, /already closed/)
})

test('in a fork only who may write there applies a suggestion', async () => {
  await ada.post('/2.0/repositories/acme/site/forks', { name: 'copy', workspace: { slug: 'acme' } })
  await village.work()
  await copy.git('checkout', '-q', '-B', 'forked', 'main')
  await copy.commit('forked', { 'fork.txt': lines(1, 3) })
  await copy.push('acme/copy', 'forked')
  const all = '/2.0/repositories/acme/site/pullrequests'
  const source = { branch: { name: 'forked' }, repository: { full_name: 'acme/copy' } }
  const { body: made } = await ada.post(all, { title: 'From a fork', source })
  const inline = { path: 'fork.txt', to: 2 }
  const { body } = await eve.post(`${all}/${made.id}/comments`, { content: { raw: '```suggestion\n```' }, inline })
  const address = `/pail/1/repositories/acme/site/pullrequests/${made.id}/comments/${body.id}/suggestion`
  assert.equal((await eve.post(address, {})).status, 403)
  const answer = await ada.post(address, {})
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const file = await ada.get('/2.0/repositories/acme/copy/src/forked/fork.txt')
  assert.equal(file.body, 'line 1\nline 3\n')
  await village.work()
  assert.equal((await ada.get(`${all}/${made.id}`)).body.source.commit.hash, answer.body.hash.slice(0, 12))
})
