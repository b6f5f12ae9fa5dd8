import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const settings = '/2.0/repositories/acme/site/override-settings'

test('only administrators of a repository know and say what it does not inherit', async () => {
  assert.equal((await stranger.get(settings)).status, 401)
  assert.equal((await bob.get(settings)).status, 403)
  assert.equal((await bob.put(settings, {})).status, 403)
  assert.equal((await eve.get(settings.replace('site', 'vault'))).status, 404)
})

test('a setting is overridden or it is not', async () => {
  const { status, body } = await ada.put(settings, { override_settings: { branching_model: 'maybe' } })
  assert.equal(status, 400)
  assert.deepEqual(Object.keys(body.error.fields), ['override_settings.branching_model'])
})

test('a new repository inherits everything', async () => {
  const { status, body } = await ada.get(settings)
  assert.equal(status, 200)
  assert.equal(body.type, 'repository_inheritance_state')
  assert.deepEqual(new Set(Object.values(body.override_settings)), new Set([false]))
})

test('what is not named stays, and the repository shows the same', async () => {
  assert.equal((await ada.put(settings, { override_settings: { branching_model: true } })).status, 204)
  assert.equal((await ada.put(settings, { override_settings: { default_merge_strategy: true } })).status, 204)
  assert.equal((await ada.put(settings, { override_settings: { branching_model: false } })).status, 204)
  const { override_settings } = (await ada.get(settings)).body
  assert.equal(override_settings.branching_model, false)
  assert.equal(override_settings.default_merge_strategy, true)
  const repository = (await ada.get('/2.0/repositories/acme/site')).body
  assert.deepEqual(repository.override_settings, { default_merge_strategy: true, branching_model: false })
})
