import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { fill, found } from '../testing.ts'

const village = await openVillage({ PAIL_SEARCH: 'embedded' })
const without = await openVillage()
after(() => Promise.all([village.close(), without.close()]))
const { ada, root, forge, site } = village
const STATE = '/pail/1/search'
const REINDEX = '/pail/1/search/reindex'

before(async () => {
  await fill(village, 'acme/site', { 'a.txt': 'alpha\n' })
  await fill(village, 'acme/vault', { 'b.txt': 'beta\n' })
  await village.work()
})

test('only administrators look after the index', async () => {
  assert.equal((await village.stranger.get(STATE)).status, 401)
  for (const answer of [await ada.get(STATE), await ada.get(REINDEX), await ada.post(REINDEX, {})])
    assert.equal(answer.status, 403)
})

test('where code is not searched there is nothing to look after', async () => {
  for (const path of [STATE, REINDEX, '/2.0/workspaces/acme/search/code?search_query=foo'])
    assert.equal((await without.root.get(path)).status, 404)
  assert.equal((await without.root.post(REINDEX, {})).status, 404)
})

test('a repository that is not there cannot be indexed', async () => {
  assert.equal((await root.post(REINDEX, { repository: 'acme/nothing' })).status, 404)
  assert.equal((await root.post(REINDEX, { repository: 'acme' })).status, 400)
})

test('the state says how much can be searched', async () => {
  const { status, body } = await root.get(STATE)
  assert.equal(status, 200)
  assert.deepEqual(body, {
    ...{ type: 'search_state', repositories: 2, indexed: 2, waiting: 0, failing: 0, last_error: null, reindex: null },
  })
})

test('while it is built anew the answer says that it is not whole', async () => {
  await forge.database.transact(tx =>
    tx.updateTable('search_indexes').set({ is_rebuild: 1 }).where('repository_uuid', '=', site.uuid).execute(),
  )
  const { headers } = await ada.get('/2.0/workspaces/acme/search/code?search_query=beta')
  assert.equal(headers.get('x-pail-search-incomplete'), 'index')
})

test('the index of one repository is built anew', async () => {
  const { status, body } = await root.post(REINDEX, { repository: 'acme/site' })
  assert.deepEqual([status, body.repositories], [202, 1])
  await village.work()
  const now = await root.get(`${REINDEX}?repository=acme/site`)
  assert.deepEqual([now.body.state, now.body.done, now.body.failing], ['done', 1, 0])
  assert.deepEqual(await found(ada, 'alpha'), ['acme/site:a.txt'])
})

test('all of it is built anew from nothing', async () => {
  const { status, body } = await root.post(REINDEX, {})
  assert.deepEqual([status, body.repositories], [202, 2])
  await village.work()
  const { body: now } = await root.get(REINDEX)
  assert.deepEqual([now.state, now.done, now.repositories], ['done', 2, 2])
  assert.deepEqual(await found(ada, 'alpha OR beta'), ['acme/site:a.txt', 'acme/vault:b.txt'])
})
