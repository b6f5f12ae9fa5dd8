import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '@pail/server/kernel/operation'
import { operations } from '@pail/server/slices'
import { openVillage } from '@pail/testkit'

/** What a caller could assign along with what they may: the names are looked for in every body there is. */
const namesIn = ({ body }: Operation): string[] =>
  Object.keys((body as { properties?: object } | undefined)?.properties ?? {})
const taking = (name: string) => operations.filter(one => namesIn(one).includes(name)).map(({ id }) => id)

test('no body says whose a thing is, or by which id it is known', () => {
  for (const name of ['owner', 'uuid', 'account_id', 'full_name', 'actor', 'creator', 'hash'])
    assert.deepEqual(taking(name), [], name)
})

test('what a body says beyond that is not heard, however deep it stands', async () => {
  const village = await openVillage()
  const { ada, bob, users } = village
  const eve = { uuid: `{${users.eve.uuid}}`, username: 'eve' }
  const hostile = {
    owner: eve,
    uuid: eve.uuid,
    created_on: '2001-01-01T00:00:00Z',
    links: {},
    is_admin: true,
    parent: eve,
  }
  const workspace = { slug: 'elsewhere', uuid: eve.uuid }
  const body = { ...hostile, workspace, project: { key: 'SITE', owner: eve, workspace, is_private: false } }
  const made = await ada.post('/2.0/repositories/acme/assigned', body)
  const changed = await ada.put('/2.0/repositories/acme/assigned', body)
  for (const { body: shown } of [made, changed]) {
    assert.deepEqual([shown.full_name, shown.owner.username, shown.parent], ['acme/assigned', 'acme', null])
    assert.notEqual(shown.uuid, eve.uuid)
    assert.ok(shown.created_on > '2025')
  }
  assert.equal((await bob.put(`/pail/1/users/bob`, { ...hostile, status: 'active', display_name: 'Bob' })).status, 403)
  assert.equal((await bob.get('/pail/1/users')).status, 403)
  await village.close()
})

test('only who administers the installation says who else does', () => {
  assert.deepEqual(taking('is_admin').toSorted(), ['users.create', 'users.update'])
})
