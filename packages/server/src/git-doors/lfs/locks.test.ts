import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { type LfsCaller, lfsAs, lfsCaller } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const [ada, bob, eve, stranger] = await Promise.all([
  lfsAs(village, 'acme/site', 'ada'),
  lfsAs(village, 'acme/site', 'bob'),
  lfsAs(village, 'acme/site', 'eve'),
  lfsCaller(village, 'acme/site'),
])
const lock = async (by: LfsCaller, path: string): Promise<string> => (await by.post('locks', { path })).body.lock.id
const paths = (locks: { path: string }[]) => locks.map(({ path }) => path)
const list = async (query = '', by = stranger) => (await by.send('GET', `locks${query}`)).body

test('only who may push locks, verifies and unlocks', async () => {
  const id = await lock(ada, 'guarded')
  for (const [path, document] of [
    ['locks', { path: 'x' }],
    ['locks/verify', {}],
    [`locks/${id}/unlock`, { force: true }],
  ] as const) {
    assert.equal((await eve.post(path, document)).status, 403, path)
    assert.equal((await stranger.post(path, document)).status, 401, path)
  }
  const reader = await lfsAs(village, 'acme/site', 'ada', ['repository'])
  assert.equal((await reader.post('locks', { path: 'x' })).status, 403)
  assert.equal((await (await lfsAs(village, 'acme/vault', 'eve')).send('GET', 'locks')).status, 404)
  assert.equal((await ada.post(`locks/${id}/unlock`, {})).status, 200)
})

test('what is locked is a path inside the repository', async () => {
  for (const path of ['', '/etc/passwd', '../up', 'a/../b', 'a//b', 'a/', '.git/config', 'a\0b', 'x'.repeat(2001)])
    assert.equal((await ada.post('locks', { path })).status, 422, JSON.stringify(path))
  assert.equal((await ada.post('locks', {})).body.message, 'path: required key not provided')
  assert.equal((await ada.post('locks', { path: 7 })).status, 422)
})

test('a path is locked once, and who is refused is told by whom', async () => {
  const made = await ada.post('locks', { path: 'art/ünï code.psd', ref: { name: 'refs/heads/main' } })
  assert.equal(made.status, 201)
  assert.match(made.body.lock.locked_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.deepEqual(
    { ...made.body.lock, id: '', locked_at: '' },
    {
      ...{ id: '', path: 'art/ünï code.psd', locked_at: '' },
      owner: { name: 'Ada' },
    },
  )
  const again = await bob.post('locks', { path: 'art/ünï code.psd' })
  assert.deepEqual([again.status, again.body.lock, again.body.message], [409, made.body.lock, 'already created lock'])
  await ada.post(`locks/${made.body.lock.id}/unlock`, {})
  assert.deepEqual((await list()).locks, [])
})

test('of several who lock a path at once, one has it', async () => {
  const answers = await Promise.all([ada, bob, ada, bob].map(by => by.post('locks', { path: 'raced' })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409])
  const [{ id }] = (await list('?path=raced')).locks
  assert.equal((await ada.post(`locks/${id}/unlock`, { force: true })).status, 200)
})

test("somebody else's lock is taken away by an administrator who insists, and by nobody else", async () => {
  const ofAda = await lock(ada, "ada's")
  const ofBob = await lock(bob, "bob's")
  const refused = await bob.post(`locks/${ofAda}/unlock`, {})
  assert.deepEqual([refused.status, refused.body.message], [403, 'The file is locked by Ada'])
  assert.equal((await bob.post(`locks/${ofAda}/unlock`, { force: true })).status, 403)
  assert.equal((await ada.post(`locks/${ofBob}/unlock`, { force: false })).status, 403)
  const pusher = await lfsAs(village, 'acme/site', 'ada', ['repository:write'])
  assert.equal((await pusher.post(`locks/${ofBob}/unlock`, { force: true })).status, 403)
  const taken = await ada.post(`locks/${ofBob}/unlock`, { force: true })
  assert.deepEqual([taken.status, taken.body.lock.path], [200, "bob's"])
  assert.equal((await ada.post(`locks/${ofAda}/unlock`, {})).status, 200)
})

test('a lock of another repository, or none at all, is not there to be taken away', async () => {
  const vault = await lfsAs(village, 'acme/vault', 'ada')
  const id = await lock(vault, 'secret')
  const [other, none] = [await ada.post(`locks/${id}/unlock`, {}), await ada.post('locks/nothing/unlock', {})]
  assert.deepEqual([other.status, none.status, other.body.message], [404, 404, none.body.message])
  assert.deepEqual((await list(`?id=${id}`)).locks, [])
})

test('locks are listed in order, by path, by id, and page by page', async () => {
  const made = []
  for (const path of ['c', 'a', 'b']) made.push(await lock(ada, path))
  assert.deepEqual(paths((await list()).locks), ['c', 'a', 'b'])
  assert.deepEqual(paths((await list('?path=a')).locks), ['a'])
  assert.deepEqual(paths((await list(`?id=${made[2]}&path=`)).locks), ['b'])
  assert.deepEqual(paths((await list('?path=a&id=x')).locks), [])
  const first = await list('?limit=2&refspec=refs/heads/other')
  assert.deepEqual(paths(first.locks), ['c', 'a'])
  const rest = await list(`?limit=2&cursor=${first.next_cursor}`)
  assert.deepEqual([paths(rest.locks), rest.next_cursor], [['b'], undefined])
  for (const limit of ['0', '-1', 'x', '1.5']) assert.equal((await ada.send('GET', `locks?limit=${limit}`)).status, 422)
  await Promise.all(made.map(id => ada.post(`locks/${id}/unlock`, {})))
})

test('before a push one hears which locks are one’s own', async () => {
  const [mine, theirs] = [await lock(bob, 'mine'), await lock(ada, 'theirs')]
  const { body } = await bob.post('locks/verify', { ref: { name: 'refs/heads/main' } })
  assert.deepEqual([paths(body.ours), paths(body.theirs), body.next_cursor], [['mine'], ['theirs'], undefined])
  const first = await bob.post('locks/verify', { limit: 1 })
  assert.deepEqual([paths(first.body.ours), first.body.theirs], [['mine'], []])
  const rest = await bob.post('locks/verify', { limit: 1, cursor: first.body.next_cursor })
  assert.deepEqual([rest.body.ours, paths(rest.body.theirs), rest.body.next_cursor], [[], ['theirs'], undefined])
  assert.equal((await bob.post('locks/verify', { ref: null })).status, 200)
  await bob.post(`locks/${mine}/unlock`, {})
  await ada.post(`locks/${theirs}/unlock`, {})
})
