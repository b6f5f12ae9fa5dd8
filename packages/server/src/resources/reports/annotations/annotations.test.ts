import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village

const source = new URLSearchParams({ message: 'Begin', branch: 'main', 'a.txt': 'one\n' })
await ada.post('/2.0/repositories/acme/site/src', source)
const { body: commits } = await ada.get('/2.0/repositories/acme/site/commits')
const reports = `/2.0/repositories/acme/site/commit/${commits.values[0].hash}/reports`
const body = { title: 'Scan', details: 'Some found.', report_type: 'BUG' }
for (const id of ['scan', 'full', 'other']) await ada.put(`${reports}/${id}`, body)

const all = `${reports}/scan/annotations`
const bug = { annotation_type: 'BUG', summary: 'Off by one' }
const several = (count: number, from = 0) =>
  Array.from({ length: count }, (_, place) => ({ ...bug, external_id: `a${from + place}` }))
const listed = async (at = all) =>
  (await stranger.get(`${at}?pagelen=100`)).body.values.map((one: { external_id: string }) => one.external_id)

test('who may only read annotates nothing', async () => {
  assert.equal((await stranger.post(all, several(1))).status, 401)
  assert.equal((await eve.post(all, several(1))).status, 403)
  assert.equal((await eve.put(`${all}/a0`, bug)).status, 403)
  assert.equal((await eve.delete(`${all}/a0`)).status, 403)
})

test('only a report that is there can be annotated', async () => {
  assert.equal((await ada.post(`${reports}/none/annotations`, several(1))).status, 404)
  assert.equal((await ada.put(`${reports}/none/annotations/a0`, bug)).status, 404)
  assert.equal((await ada.get(`${reports}/none/annotations`)).status, 404)
})

test('one to a hundred are made at once, each with an id of its own', async () => {
  assert.equal((await ada.post(all, [])).status, 400)
  assert.equal((await ada.post(all, several(101))).status, 400)
  assert.equal((await ada.post(all, bug)).status, 400)
  assert.equal((await ada.post(all, [bug])).status, 400)
  const twice = await ada.post(all, [...several(2), ...several(1)])
  assert.equal(twice.status, 400)
  assert.deepEqual(twice.body.error.fields, { external_id: ['a0 is there twice'] })
  assert.deepEqual(await listed(), [])
})

test('all are kept or none', async () => {
  const wrong = { ...bug, external_id: 'wrong', link: 'javascript:alert(1)' }
  assert.equal((await ada.post(all, [...several(2), wrong])).status, 400)
  assert.deepEqual(await listed(), [])
})

test('an annotation says what it is, about a line that a file can have', async () => {
  assert.equal((await ada.put(`${all}/x`, { summary: 'Oh' })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { annotation_type: 'BUG' })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, severity: 'WORST' })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, result: 'PENDING' })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, line: -1 })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, line: 2 ** 31 })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, summary: 's'.repeat(451) })).status, 400)
  assert.equal((await ada.put(`${all}/x`, { ...bug, link: '/x' })).status, 400)
})

test('those made at once come back in an array, a line that is not said being the top of the file', async () => {
  const more = { path: 'a.txt', severity: 'HIGH', result: 'FAILED', link: 'https://example.com/1', details: 'There' }
  const { status, body } = await bob.post(all, [{ ...bug, ...more, external_id: 'a0', line: 7 }, ...several(1, 1)])
  assert.equal(status, 200)
  assert.equal(body.length, 2)
  const { type, external_id, annotation_type, summary, line } = body[0]
  assert.deepEqual(
    [type, external_id, annotation_type, summary, line],
    ['report_annotation', 'a0', 'BUG', 'Off by one', 7],
  )
  assert.deepEqual([body[0].path, body[0].severity, body[0].result], ['a.txt', 'HIGH', 'FAILED'])
  assert.deepEqual([body[1].line, body[1].path], [0, undefined])
  assert.deepEqual((await stranger.get(`${all}/a0`)).body, body[0])
  assert.deepEqual((await stranger.get(`${all}/${encodeURIComponent(body[0].uuid)}`)).body, body[0])
})

test('again with the same id puts another in its place', async () => {
  const before = (await ada.get(`${all}/a0`)).body
  const { body } = await ada.post(all, [{ ...bug, external_id: 'a0', summary: 'Fixed' }])
  assert.deepEqual([body[0].uuid, body[0].created_on], [before.uuid, before.created_on])
  assert.deepEqual([body[0].summary, body[0].severity, body[0].line], ['Fixed', undefined, 0])
  const put = await ada.put(`${all}/${encodeURIComponent(before.uuid)}`, bug)
  assert.deepEqual([put.status, put.body.external_id, put.body.uuid], [200, 'a0', before.uuid])
  assert.deepEqual(await listed(), ['a0', 'a1'])
})

test('an annotation is found in its own report only', async () => {
  const { uuid } = (await ada.get(`${all}/a0`)).body
  assert.equal((await ada.get(`${reports}/other/annotations/a0`)).status, 404)
  assert.equal((await ada.get(`${reports}/other/annotations/${encodeURIComponent(uuid)}`)).status, 404)
  await ada.delete(`${reports}/other/annotations/${encodeURIComponent(uuid)}`)
  assert.equal((await ada.get(`${all}/a0`)).status, 200)
})

test('a report that is made again keeps its annotations; one that is deleted is gone', async () => {
  await ada.put(`${reports}/scan`, { ...body, title: 'Again' })
  assert.deepEqual(await listed(), ['a0', 'a1'])
  assert.equal((await ada.delete(`${all}/a0`)).status, 204)
  assert.equal((await ada.delete(`${all}/a0`)).status, 204)
  assert.deepEqual(await listed(), ['a1'])
})

test('a report has at most a thousand annotations; those that are there can still be changed', async () => {
  const full = `${reports}/full/annotations`
  for (let from = 0; from < 1000; from += 100) assert.equal((await ada.post(full, several(100, from))).status, 200)
  assert.equal((await ada.post(full, several(1, 1000))).status, 400)
  assert.equal((await ada.put(`${full}/one-more`, bug)).status, 400)
  assert.equal((await ada.post(full, several(100, 901))).status, 400)
  assert.equal((await ada.post(full, several(100, 900))).status, 200)
  assert.equal((await ada.put(`${full}/a7`, bug)).status, 200)
  assert.equal((await ada.get(`${full}?pagelen=1`)).body.size, 1000)
})
