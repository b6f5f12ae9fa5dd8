import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada } = village
const { branch, open } = await openBench(village)
const known = async () => {
  const rows = await village.forge.database.reader
    .selectFrom('pull_request_mergeability as known')
    .innerJoin('pull_requests', 'pull_requests.uuid', 'known.pull_request_uuid')
    .orderBy('pull_requests.id')
    .select(['pull_requests.title', 'known.verdict'])
    .execute()
  return rows.map(({ title, verdict }) => `${title} ${verdict}`)
}

test('what would come of merging is known before anybody asks, and follows the branches', async () => {
  await branch('one', 'shared.txt', 'one')
  await branch('two', 'shared.txt', 'two')
  await branch('three', 'other.txt', 'three')
  const [one] = [await open('one'), await open('two'), await open('three')]
  await village.work()
  assert.deepEqual(await known(), ['one clean', 'two clean', 'three clean'])
  assert.equal((await ada.post(`${one}/merge`)).status, 200)
  await village.work()
  assert.deepEqual(await known(), ['one clean', 'two conflicts', 'three clean'])
  await branch('two', 'mine.txt', 'two')
  await village.work()
  assert.deepEqual(await known(), ['one clean', 'two clean', 'three clean'])
})

test('of what is closed nothing is said, and a branch that is gone is told', async () => {
  const checks = (id: number) => ada.get(`/pail/1/repositories/acme/site/pullrequests/${id}/merge-checks`)
  const { body: closed } = await checks(1)
  assert.deepEqual([closed.mergeable, closed.merge], [false, null])
  assert.equal(closed.obstacle, 'This pull request is already closed.')
  assert.equal((await ada.delete('/2.0/repositories/acme/site/refs/branches/three')).status, 204)
  assert.equal((await checks(3)).body.obstacle, 'source: branch not found: three')
})
