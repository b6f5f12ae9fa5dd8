import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { reach } from '../repositories/reach.ts'
import type { Repository } from '../repositories/repository.ts'
import { addToGroup, makeGroup } from '../workspaces/groups/change.ts'
import { readCodeOwners } from './code-owners.ts'
import { readOwner } from './owner.ts'
import { ownersMissing, peopleOf } from './people.ts'

const village = await openVillage()
after(() => village.close())
const { forge, acme, users } = village
const { reader } = forge.database
let repository: Repository

before(async () => {
  repository = (await reach(reader, 'acme', 'vault', { ...users.root, credential: undefined as never }))!.repository
  await village.ada.put('/2.0/repositories/acme/vault/permissions-config/users/bob', { permission: 'write' })
  await forge.database.transact(async tx => {
    const crew = await makeGroup(tx, acme, 'Crew')
    await addToGroup(tx, crew, users.bob.uuid)
    await addToGroup(tx, crew, users.ada.uuid)
  })
})

const behind = async (text: string) => (await peopleOf(reader, repository, [readOwner(text)!])).get(text)

test('nobody stands behind what is unknown, or has no access', async () => {
  assert.deepEqual(await behind('@nobody'), [])
  assert.deepEqual(await behind('nobody@example.com'), [])
  assert.deepEqual(await behind('@eve'), [])
  assert.deepEqual(await behind('@acme/nobodies'), [])
  assert.deepEqual(await behind('@elsewhere/crew'), [])
})

test('an address that was not confirmed names nobody', async () => {
  const row = { email: 'claimed@example.com', user_uuid: users.bob.uuid, is_primary: 0, is_confirmed: 0 } as const
  await forge.database.transact(tx => tx.insertInto('emails').values(row).execute())
  assert.deepEqual(await behind('claimed@example.com'), [])
})

test('people are found by name, by address and through groups', async () => {
  assert.deepEqual(await behind('@Bob'), [users.bob.uuid])
  assert.deepEqual(await behind('bob@example.com'), [users.bob.uuid])
  assert.deepEqual(await behind('@acme/crew:random(1)'), [users.ada.uuid, users.bob.uuid].sort())
})

test('an approval by one owner is enough, and the author is not asked', async () => {
  const change = { repository, file: readCodeOwners('* @acme/crew\n/own/ @ada\n/gone/ @nobody'), paths: ['a', 'own/b'] }
  const missing = (author: string, ...approvers: string[]) =>
    ownersMissing(reader, change, { author, approvers: new Set(approvers) })
  const { ada, bob } = users
  assert.deepEqual(await missing(bob.uuid), ['@acme/crew', '@ada'])
  assert.deepEqual(await missing(bob.uuid, bob.uuid), ['@acme/crew', '@ada'])
  assert.deepEqual(await missing(bob.uuid, ada.uuid), [])
  assert.deepEqual(await missing(ada.uuid), ['@acme/crew'])
  assert.deepEqual(await missing(ada.uuid, bob.uuid), [])
  const gone = { ...change, paths: ['gone/c'] }
  assert.deepEqual(await ownersMissing(reader, gone, { author: bob.uuid, approvers: new Set() }), [])
})
