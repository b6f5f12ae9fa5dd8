import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, openVillage } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const bench = await openBench(village)
const { all, branch, open, outcome, tip, work } = bench
const remote = await village.remote('acme/site')
const fetched = async () => void (await git(work, 'fetch', '-q', '--force', remote, 'main:refs/heads/seen'))
const lines = async (...args: string[]) => (await git(work, ...args)).split('\n').filter(Boolean)

test('only who may write merges', async () => {
  await branch('a', 'a.txt', 'a')
  const at = await open('a')
  assert.equal((await stranger.post(`${at}/merge`)).status, 401)
  assert.equal((await eve.post(`${at}/merge`)).status, 403)
  assert.equal((await (await village.as('ada', ['pullrequest'])).post(`${at}/merge`)).status, 403)
  assert.equal((await ada.get(at)).body.state, 'OPEN')
})

test('what is not known as a strategy, or longer than a message may be, is refused', async () => {
  const at = `${all}/1/merge`
  assert.equal((await ada.post(at, { merge_strategy: 'octopus' })).status, 400)
  assert.equal((await ada.post(at, { message: 'x'.repeat(200_000) })).status, 400)
  assert.equal((await ada.post(`${all}/999/merge`)).status, 404)
})

test('a merge makes a commit of two parents that tells of the pull request, and says so to everybody', async () => {
  const [before, source] = [await tip('main'), await tip('a')]
  await village.events()
  const { status, body } = await bob.post(`${all}/1/merge`)
  assert.equal(status, 200)
  assert.deepEqual([body.state, body.closed_by.nickname], ['MERGED', 'bob'])
  assert.equal(body.merge_commit.hash, await tip('main'))
  assert.equal(body.destination.commit.hash, before.slice(0, 12))
  await fetched()
  assert.deepEqual(await lines('log', '-1', '--format=%P|%an|%cn|%B', 'seen'), [
    `${before} ${source}|Bob|Bob|Merged in a (pull request #1)`,
    'a',
  ])
  assert.deepEqual(await village.events(), ['repo:push', 'pullrequest:fulfilled'])
  await village.work()
  assert.equal((await ada.get(`${all}/1`)).body.merge_commit.hash, body.merge_commit.hash)
})

test('what is merged is not merged again', async () => {
  const { status, body } = await ada.post(`${all}/1/merge`)
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { newstatus: ['This pull request is already closed.'] })
})

test('a draft is not merged', async () => {
  await branch('draft', 'draft.txt', 'd')
  const at = await open('draft', { draft: true })
  const { status, body } = await ada.post(`${at}/merge`)
  assert.equal(status, 400)
  assert.match(body.error.fields.draft[0], /draft/)
})

test('a conflict is told with its files, and changes nothing', async () => {
  await branch('left', 'same.txt', 'left')
  await branch('right', 'same.txt', 'right')
  await ada.post(`${await open('left')}/merge`)
  const [at, before] = [await open('right'), await tip('main')]
  const { status, body } = await ada.post(`${at}/merge`)
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Conflicts during merge.')
  assert.deepEqual(
    body.error.data.conflicts.map(({ path }: { path: string }) => path),
    ['same.txt'],
  )
  assert.equal(await tip('main'), before)
  assert.equal((await ada.get(at)).body.state, 'OPEN')
  assert.equal((await ada.get(`${at.replace('/2.0', '/pail/1')}/merge-checks`)).body.merge, 'conflicts')
})

test('a squash is one commit that names those it is made of', async () => {
  await branch('squashed', 's.txt', '1', '2')
  const before = await tip('main')
  const { body } = await ada.post(`${await open('squashed')}/merge`, { merge_strategy: 'squash' })
  assert.equal(body.state, 'MERGED')
  await fetched()
  const told = await git(work, 'log', '-1', '--format=%P|%B', 'seen')
  assert.match(
    told,
    new RegExp(`^${before}\\|Merged in squashed .*\\n\\nsquashed\\n\\n\\* squashed 1\\n\\* squashed 2`),
  )
  await village.work()
  assert.equal((await ada.get(`${all}/${body.id}`)).body.state, 'MERGED')
})

test('a fast-forward makes no commit where none is needed', async () => {
  const source = await branch('forward', 'f.txt', 'f')
  const { body } = await ada.post(`${await open('forward')}/merge`, { merge_strategy: 'fast_forward' })
  assert.deepEqual([body.state, body.merge_commit.hash, await tip('main')], ['MERGED', source, source])
})

test('a squash that has to be a fast-forward is refused to a source that lacks commits', async () => {
  await branch('old', 'o.txt', 'o')
  await branch('new', 'n.txt', 'n')
  await ada.post(`${await open('new')}/merge`)
  const { status, body } = await ada.post(`${await open('old')}/merge`, { merge_strategy: 'squash_fast_forward' })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Unable to fast forward due changes in destination branch.')
})

test('a rebase puts the commits on top, with their authors', async () => {
  await branch('base', 'b.txt', '1', '2')
  await branch('other', 'p.txt', 'p')
  await ada.post(`${await open('other')}/merge`)
  const before = await tip('main')
  const { body } = await bob.post(`${await open('base')}/merge`, { merge_strategy: 'rebase_fast_forward' })
  assert.equal(body.state, 'MERGED')
  await fetched()
  assert.deepEqual(await lines('log', '-3', '--format=%s|%cn', 'seen'), [
    'base 2|Bob',
    'base 1|Bob',
    `Merged in other (pull request #${body.id - 1})|Ada`,
  ])
  assert.equal(await git(work, 'rev-parse', 'seen~2'), before)
})

test('the message and the end of the source branch are what was asked for', async () => {
  await branch('asked', 'q.txt', 'q')
  const asked = { message: 'As I say\n', close_source_branch: true, merge_strategy: null }
  const { body } = await ada.post(`${await open('asked')}/merge`, asked)
  assert.equal(body.state, 'MERGED')
  await fetched()
  assert.equal(await git(work, 'log', '-1', '--format=%B', 'seen'), 'As I say')
  assert.equal(await tip('asked'), undefined)
})

test('a merge that nobody waits for is asked about', async () => {
  await branch('later', 'l.txt', 'l')
  const at = await open('later')
  const { status, headers } = await ada.post(`${at}/merge?async=true`)
  assert.equal(status, 202)
  const location = headers.get('location')
  const task = new URL(location!).pathname
  const { body: seen } = await outcome(location)
  assert.deepEqual([seen.task_status, seen.merge_result.state], ['SUCCESS', 'MERGED'])
  assert.ok(seen.links.self.href.endsWith(task))
  assert.equal((await ada.get(`${all}/1/merge/task-status/${task.split('/').at(-1)}`)).status, 400)
  assert.equal((await ada.get(`${at}/merge/task-status/nonsense`)).status, 400)
})

test('of a merge that was refused the task says what the merge would have said', async () => {
  const { body: right } = await ada.get(`${all}?q=title="right"`)
  const { headers } = await ada.post(`${all}/${right.values[0].id}/merge?async=1`)
  const seen = await outcome(headers.get('location'))
  assert.equal(seen.status, 400)
  assert.equal(seen.body.error.message, 'Conflicts during merge.')
})

test('of many who merge at once, and of two pull requests into one branch, each is merged once', async () => {
  for (const name of ['one', 'two', 'three']) await branch(name, `${name}.txt`, name)
  const at = await Promise.all(['one', 'two', 'three'].map(name => open(name)))
  const answers = await Promise.all([...at, ...at, ...at].map(one => ada.post(`${one}/merge`)))
  const statuses = answers.map(({ status }) => status).toSorted()
  assert.equal(statuses.filter(status => status === 200).length, 3, JSON.stringify(statuses))
  assert.ok(statuses.every(status => [200, 400, 409].includes(status)))
  await fetched()
  const merges = await lines('log', '--merges', '--format=%s', 'seen')
  for (const name of ['one', 'two', 'three'])
    assert.equal(merges.filter(one => one.startsWith(`Merged in ${name} `)).length, 1)
})
