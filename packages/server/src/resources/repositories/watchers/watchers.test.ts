import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { bob, eve, stranger } = village
const own = (slug: string) => `/pail/1/repositories/acme/${slug}/watchers`
const listed = async (caller: typeof bob) => {
  const { body } = await caller.get('/2.0/repositories/acme/site/watchers')
  return body.values.map((one: { nickname: string }) => one.nickname)
}

test('nobody in particular watches nothing', async () => {
  assert.equal((await stranger.put(own('site'))).status, 401)
})

test('what is hidden cannot be watched', async () => {
  assert.equal((await eve.put(own('vault'))).status, 404)
  assert.equal((await eve.delete(own('vault'))).status, 404)
  assert.equal((await eve.get('/2.0/repositories/acme/vault/watchers')).status, 404)
})

test('watching needs a token that may change the account', async () => {
  const reader = await village.as('bob', ['repository'])
  assert.equal((await reader.put(own('site'))).status, 403)
})

test('a reader watches for themselves, once, and until they no longer want to', async () => {
  assert.equal((await bob.put(own('site'))).status, 204)
  assert.equal((await bob.put(own('site'))).status, 204)
  assert.equal((await eve.put(own('site'))).status, 204)
  assert.deepEqual(await listed(stranger), ['bob', 'eve'])
  assert.equal((await bob.delete(own('site'))).status, 204)
  assert.equal((await bob.delete(own('site'))).status, 204)
  assert.deepEqual(await listed(stranger), ['eve'])
})
