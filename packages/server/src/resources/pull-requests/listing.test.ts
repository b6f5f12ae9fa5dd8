import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { linkCommits } from './indexing.ts'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const copy = await workingCopy(village)
await copy.push('acme/vault', 'main')
const all = '/2.0/repositories/acme/site/pullrequests'

const first = await copy.commit('one', { one: 'one\n' })
await copy.commit('two', { two: 'two\n' })
await copy.commit('three', { three: 'three\n' })
await copy.push('acme/site', 'one', 'two', 'three', 'main:refs/heads/next')
const open = (who: typeof ada, name: string, more: object = {}) =>
  who.post(all, { title: `Bring ${name}`, source: { branch: { name } }, ...more })
await open(bob, 'one', { reviewers: [{ username: 'ada' }] })
await open(ada, 'two', { reviewers: [{ username: 'bob' }, { username: 'root' }], draft: true })
await open(bob, 'three', { destination: { branch: { name: 'next' } } })
await ada.post(`${all}/3/decline`, { message: 'No' })
await copy.push('acme/vault', 'one')
await ada.post('/2.0/repositories/acme/vault/pullrequests', { title: 'Secret', source: { branch: { name: 'one' } } })

const ids = async (query: Record<string, string> | string[][] = {}, who = stranger, at = all) => {
  const { status, body } = await who.get(`${at}?${new URLSearchParams(query)}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.values.map((one: { id: number }) => one.id).join()
}

test('a page holds no more than fifty, and is not cut to that', async () => {
  const { status, body } = await ada.get(`${all}?pagelen=51`)
  assert.deepEqual([status, body.error.message], [400, 'Invalid pagelen'])
  assert.equal((await ada.get(`${all}?pagelen=50`)).body.pagelen, 50)
  assert.equal((await ada.get(all)).body.pagelen, 10)
})

test('what is no state or no field is refused', async () => {
  assert.equal((await ada.get(`${all}?state=GONE`)).status, 400)
  assert.equal((await ada.get(`${all}?q=secret%3D1`)).status, 400)
  assert.equal((await ada.get(`${all}?sort=reviewers.uuid`)).status, 400)
  assert.equal((await ada.get(`${all}?q=source_hash%3D1`)).status, 400)
})

test('what is open is listed, newest first, unless states are asked for in whatever case', async () => {
  assert.equal(await ids(), '2,1')
  assert.equal(await ids({ state: '' }), '2,1')
  assert.equal(await ids({ state: 'declined' }), '3')
  assert.equal(
    await ids([
      ['state', 'OPEN'],
      ['state', 'DECLINED'],
    ]),
    '3,2,1',
  )
  assert.equal(await ids({ state: 'MERGED' }), '')
})

test('a query that names the state takes the place of the usual one, and any other goes with it', async () => {
  assert.equal(await ids({ q: 'state = "DECLINED"' }), '3')
  assert.equal(await ids({ q: 'state != "OPEN" or id = 1' }), '3,1')
  assert.equal(await ids({ q: `author.uuid = "{${users.bob.uuid}}"` }), '1')
  assert.equal(await ids({ q: `author.uuid = "{${users.bob.uuid}}"`, state: 'DECLINED' }), '3')
  assert.equal(await ids({ q: 'state = "OPEN"', state: 'DECLINED' }), '')
})

test('every side of a pull request can be asked about', async () => {
  const asked = (q: string) => ids({ q: `state in ("OPEN", "DECLINED") and ${q}`, sort: 'id' })
  assert.equal(await asked('title ~ "bring t"'), '2,3')
  assert.equal(await asked('source.branch.name = "one"'), '1')
  assert.equal(await asked('destination.branch.name != "main"'), '3')
  assert.equal(await asked(`source.commit.hash = "${first.slice(0, 12)}"`), '1')
  assert.equal(await asked('reviewers.nickname = "bob"'), '2')
  assert.equal(await asked(`reviewers.account_id = "${users.root.accountId}"`), '2')
  assert.equal(await asked('reviewers.uuid = null'), '3')
  assert.equal(await asked('draft = true'), '2')
  assert.equal(await asked('reason = "No" and closed_by.nickname = "ada"'), '3')
  assert.equal(await asked('source.repository.full_name = "acme/site"'), '1,2,3')
  assert.equal(await asked('destination.repository.full_name = "acme/vault"'), '')
  assert.equal(await asked('created_on > 2020-01-01 and updated_on < 2100-01-01T00:00:00+00:00'), '1,2,3')
  assert.equal(await asked('id > 1 and comment_count = 0'), '2,3')
})

test('a list is sorted by what is asked', async () => {
  const sorted = (sort: string) => ids({ sort, state: 'OPEN' })
  await bob.put(`${all}/1`, { description: 'Later' })
  assert.deepEqual([await sorted('-updated_on'), await sorted('updated_on')], ['1,2', '2,1'])
  assert.deepEqual([await sorted('author.nickname'), await sorted('-source.branch.name')], ['2,1', '2,1'])
})

test('a list is paged and says how much there is', async () => {
  const { body } = await stranger.get(`${all}?pagelen=1&page=2`)
  assert.deepEqual([body.size, body.page, body.values[0].id, body.next], [2, 2, 1, undefined])
})

test('lists leave out who takes part, unless that is asked for', async () => {
  const [shown] = (await stranger.get(`${all}?state=OPEN`)).body.values
  for (const name of ['reviewers', 'participants', 'rendered']) assert.equal(name in shown, false, name)
  const [asked] = (await stranger.get(`${all}?fields=%2Bvalues.reviewers,%2Bvalues.participants`)).body.values
  assert.equal(asked.reviewers.length, 2)
  assert.equal(asked.participants[0].role, 'REVIEWER')
})

test('what somebody opened is found in a workspace, as far as the caller sees it', async () => {
  const at = `/2.0/workspaces/acme/pullrequests/{${users.ada.uuid}}`
  assert.equal((await ada.get('/2.0/workspaces/acme/pullrequests/nobody')).status, 404)
  assert.equal(await ids({}, stranger, at), '2')
  assert.equal(await ids({}, eve, at), '2')
  assert.equal(await ids({}, bob, at), '1,2')
  assert.equal(await ids({}, ada, '/2.0/workspaces/elsewhere/pullrequests/ada').catch(() => 'hidden'), 'hidden')
  assert.equal(await ids({ state: 'DECLINED' }, stranger, '/2.0/workspaces/acme/pullrequests/bob'), '3')
})

test('what somebody opened is found everywhere, as older clients ask', async () => {
  assert.equal(await ids({ sort: 'title' }, ada, '/2.0/pullrequests/ada'), '2,1')
  assert.equal(await ids({}, stranger, `/2.0/pullrequests/${users.ada.accountId}`), '2')
  assert.equal((await ada.get('/2.0/pullrequests/nobody')).status, 404)
})

test('from a commit its pull requests are found, in whatever state they are', async () => {
  const at = (hash: string) => `/2.0/repositories/acme/site/commit/${hash}/pullrequests`
  assert.equal(await ids({}, stranger, at(first)), '1')
  assert.equal(await ids({}, stranger, at('three')), '3')
  assert.equal(await ids({}, stranger, at('main')), '')
  assert.equal((await stranger.get(at('1234567'))).status, 404)
  assert.equal((await eve.get(`/2.0/repositories/acme/vault/commit/${first}/pullrequests`)).status, 404)
})

test('while pull requests are not looked through, the list from a commit says that there may be more', async () => {
  const { forge, site } = village
  const forgotten = { repository_uuid: site.uuid, id: 1 }
  await forge.database.transact(async tx => {
    await tx.deleteFrom('pull_request_commits').where('commit_hash', '=', first).execute()
    const those = tx.updateTable('pull_requests').set({ linked_hash: null })
    await those.where(eb => eb.and(forgotten)).execute()
  })
  const at = `/2.0/repositories/acme/site/commit/${first}/pullrequests`
  assert.equal((await stranger.get(at)).status, 202)
  const payload = { repository: site.uuid, pull_request: 1 }
  await linkCommits({ id: '', key: 'pullrequest:created', payload, createdOn: '' }, forge)
  const { status, body } = await stranger.get(at)
  assert.deepEqual([status, body.size], [200, 1])
})

test('a page that was shown before is shown anew as soon as anything in it is different', async () => {
  const title = async () => (await bob.get(`${all}?state=OPEN`)).body.values.at(-1).title
  assert.equal(await title(), 'Bring one')
  assert.equal(await title(), 'Bring one')
  await bob.put(`${all}/1`, { title: 'Bring the first' })
  assert.equal(await title(), 'Bring the first')
  await village.root.put(`/pail/1/users/${users.bob.uuid}`, { display_name: 'Robert' })
  const { values } = (await bob.get(`${all}?state=OPEN`)).body
  assert.equal(values.at(-1).author.display_name, 'Robert')
})
