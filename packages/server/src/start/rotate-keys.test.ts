import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { openVillage } from '@pail/testkit'
import { dataDirectory, holdKeys } from '../data-directory.ts'
import { addKey } from '../kernel/key-file.ts'
import { openKeyRing } from '../kernel/secrets.ts'
import { rotate, rotateKeys } from './rotate-keys.ts'

const village = await openVillage()
after(() => village.close())
const { ada, forge } = village
const place = dataDirectory(forge.config.dataDirectory)

const AT = '/2.0/repositories/acme/site/pipelines_config/variables'
const turn = () => rotate(forge.database, place.keys, 50)
const keysInFile = (): number => JSON.parse(readFileSync(place.keys, 'utf8')).keys.length
const rows = () => forge.database.reader.selectFrom('pipeline_variables').selectAll().execute()
/** What every row holds, by its key, opened with nothing but the file as it is now. */
const opened = async () => {
  const keys = openKeyRing(place.keys)
  return Object.fromEntries(
    (await rows()).map(({ uuid, key, value, secured }) => [
      key,
      keys.unseal(value, `pipeline_variables/${uuid}/${secured === 1 ? 'secured' : 'shown'}`),
    ]),
  )
}

test('keys are not changed twice at once', async () => {
  const release = holdKeys(place)
  await assert.rejects(rotateKeys(forge.config), /being changed already/)
  release()
})

test('every value opens before, during and after a change of keys, and the old key is gone', async () => {
  const made = await ada.post(AT, { key: 'SHOWN', value: 'plain-0' })
  await ada.post(AT, { key: 'SECURED', value: 'plain-secret', secured: true })
  const before = await rows()
  let isTurning = true
  const turning = turn().finally(() => (isTurning = false))
  let count = 0
  while (isTurning) {
    // Nothing here waits for anything but the database, so timers would never have their turn.
    await setImmediate()
    count++
    assert.equal((await ada.put(`${AT}/${made.body.uuid}`, { value: `plain-${count}` })).status, 200)
    assert.equal((await ada.get(`${AT}/${made.body.uuid}`)).body.value, `plain-${count}`)
    assert.equal((await ada.post(AT, { key: `DURING_${count}`, value: 'plain', secured: true })).status, 201)
  }
  assert.equal((await turning).dropped, 1)
  assert.ok(count > 1)
  assert.equal(keysInFile(), 1)
  const values = await opened()
  assert.deepEqual(
    [values.SHOWN, values.SECURED, values[`DURING_${count}`]],
    [`plain-${count}`, 'plain-secret', 'plain'],
  )
  for (const row of await rows()) assert.ok(!before.some(({ value }) => value === row.value))
  assert.doesNotMatch(JSON.stringify(await rows()), /plain/)
})

test('a change of keys goes through more rows than one batch holds', async () => {
  const spares = Array.from({ length: 230 }, (_, index) => ada.post(AT, { key: `SPARE_${index}`, value: 'spare' }))
  await Promise.all(spares)
  const { resealed, dropped } = await turn()
  assert.deepEqual([resealed, dropped], [(await rows()).length, 1])
  assert.equal((await opened()).SPARE_229, 'spare')
})

test('a change of keys is in the audit log', async () => {
  const told = await forge.database.reader
    .selectFrom('audit_records')
    .where('operation', '=', 'keys.rotate')
    .select(['actor_uuid', 'details'])
    .executeTakeFirstOrThrow()
  assert.equal(told.actor_uuid, null)
  assert.equal(JSON.parse(told.details).lost, 0)
})

test('a change that was broken off is finished by the next', async () => {
  addKey(place.keys)
  const values = await opened()
  assert.equal((await turn()).dropped, 2)
  assert.deepEqual(await opened(), values)
})

test('a value that does not open keeps its key, and keeps no other value from being sealed anew', async () => {
  const { uuid } = (await rows()).find(({ key }) => key === 'SECURED')!
  await forge.database.writer.updateTable('pipeline_variables').set({ secured: 0 }).where('uuid', '=', uuid).execute()
  const { lost, dropped } = await turn()
  assert.deepEqual([lost, dropped, keysInFile()], [1, 0, 2])
  await forge.database.writer.updateTable('pipeline_variables').set({ secured: 1 }).where('uuid', '=', uuid).execute()
  assert.equal((await turn()).dropped, 2)
  assert.equal((await opened()).SECURED, 'plain-secret')
})
