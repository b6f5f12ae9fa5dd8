import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, openVillage } from '@pail/testkit'
import { shortHistory } from '../commits/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village

const { first, second, secret } = await shortHistory(village)

const at = (rest = '', hash = first, repository = 'acme/site') =>
  `/2.0/repositories/${repository}/commit/${hash}/reports${rest}`
const report = { title: 'Scan', details: 'Nothing found.', report_type: 'SECURITY' }
const make = (who: Caller, id: string, more: object = {}, hash = first) =>
  who.put(at(`/${id}`, hash), { ...report, ...more })
const refused = async (more: object, field: string) => {
  const { status, body } = await make(ada, 'refused', more)
  assert.equal(status, 400, JSON.stringify(more))
  assert.ok(field in body.error.fields, JSON.stringify(body))
}

test('who may only read makes and deletes no reports; who has no account is asked for one', async () => {
  assert.equal((await make(stranger, 'scan')).status, 401)
  assert.equal((await make(eve, 'scan')).status, 403)
  assert.equal((await eve.delete(at('/scan'))).status, 403)
  assert.equal((await eve.put(at('/scan', secret, 'acme/vault'), report)).status, 404)
  assert.equal((await eve.delete(at('/scan', secret, 'acme/vault'))).status, 404)
})

test('a commit that the repository does not have has no reports', async () => {
  for (const hash of [secret, '0'.repeat(40)]) {
    assert.equal((await make(ada, 'scan', {}, hash)).status, 404)
    assert.equal((await ada.get(at('', hash))).status, 404)
    assert.equal((await ada.delete(at('/scan', hash))).status, 404)
  }
})

test('a report says what it is, in few enough words and things', async () => {
  await refused({ title: undefined }, 'title')
  await refused({ details: undefined }, 'details')
  await refused({ report_type: undefined }, 'report_type')
  await refused({ report_type: 'LINT' }, 'report_type')
  await refused({ result: 'OK' }, 'result')
  await refused({ title: 't'.repeat(451) }, 'title')
  await refused({ details: 'd'.repeat(2001) }, 'details')
  await refused({ reporter: 'r'.repeat(451) }, 'reporter')
  await refused({ link: 'javascript:alert(1)' }, 'link')
  await refused({ logo_url: 'data:image/png;base64,AA==' }, 'logo_url')
  await refused({ data: Array.from({ length: 11 }, () => ({ title: 'n', value: 1 })) }, 'data')
  assert.equal((await make(ada, 'i'.repeat(451))).status, 400)
  assert.deepEqual((await stranger.get(at())).body.values, [])
})

test('a value is one of its type', async () => {
  const refusedDatum = (datum: object) => refused({ data: [{ title: 'x', ...datum }] }, 'data.0.value')
  await refusedDatum({ type: 'BOOLEAN', value: 'yes' })
  await refusedDatum({ type: 'DATE', value: '2026-01-01' })
  await refusedDatum({ type: 'PERCENTAGE', value: 101 })
  await refusedDatum({ type: 'LINK', value: 'https://example.com' })
  await refusedDatum({ type: 'LINK', value: { text: 'x', href: 'javascript:alert(1)' } })
  await refusedDatum({ value: { text: 'x', href: 'https://example.com' } })
  await refusedDatum({ value: [1] })
  await refusedDatum({})
})

test('a new report answers 200, is shown whole, and is found by either id', async () => {
  const data = [
    { title: 'Seconds', type: 'DURATION', value: 14 },
    { title: 'Safe?', value: false },
    { title: 'Found', value: 3 },
    { title: 'By', value: 'Scanner' },
    { title: 'More', type: 'LINK', value: { text: 'there', href: 'https://example.com/x' } },
  ]
  const more = { reporter: 'Scanner', result: 'FAILED', link: 'https://example.com/1', data, external_id: 'other' }
  const { status, body } = await make(bob, 'scan-1', more)
  assert.equal(status, 200)
  assert.equal(body.type, 'report')
  assert.equal(body.external_id, 'scan-1')
  assert.deepEqual([body.report_type, body.result, body.reporter], ['SECURITY', 'FAILED', 'Scanner'])
  assert.equal(body.created_by.uuid, `{${users.bob.uuid}}`)
  assert.equal(body.remote_link_enabled, false)
  const types = body.data.map((one: { type: string }) => one.type)
  assert.deepEqual(types, ['DURATION', 'BOOLEAN', 'NUMBER', 'TEXT', 'LINK'])
  assert.deepEqual(body.data[4].value, data[4]!.value)
  for (const id of ['scan-1', body.uuid, body.uuid.slice(1, -1), encodeURIComponent(body.uuid)])
    assert.deepEqual((await stranger.get(at(`/${id}`))).body, body)
  assert.equal((await stranger.get(at('/scan-1', second))).status, 404)
  assert.equal((await stranger.get(at('/scan-2'))).status, 404)
})

test('again with the same id puts another report in its place, by either id', async () => {
  const before = (await ada.get(at('/scan-1'))).body
  const { status, body } = await make(ada, 'scan-1', { title: 'Again' })
  assert.equal(status, 200)
  assert.equal(body.uuid, before.uuid)
  assert.equal(body.created_on, before.created_on)
  assert.equal(body.created_by.uuid, `{${users.bob.uuid}}`)
  assert.deepEqual([body.title, body.result, body.link, body.data], ['Again', undefined, undefined, []])
  assert.equal((await make(ada, encodeURIComponent(body.uuid), { title: 'Thrice' })).body.external_id, 'scan-1')
  assert.equal((await ada.get(at())).body.size, 1)
})

test('no report reaches beyond its commit, also by its uuid', async () => {
  const { uuid } = (await ada.get(at('/scan-1'))).body
  assert.equal((await ada.get(at(`/${encodeURIComponent(uuid)}`, second))).status, 404)
  assert.equal((await make(ada, 'scan-1', {}, second)).status, 200)
  assert.equal((await ada.get(at('', second))).body.size, 1)
  assert.equal((await ada.delete(at(`/${encodeURIComponent(uuid)}`, second))).status, 204)
  assert.equal((await ada.get(at('/scan-1'))).status, 200)
})

test('deleting answers 204 also where there is nothing, and takes the annotations along', async () => {
  assert.equal((await ada.delete(at('/none'))).status, 204)
  assert.equal((await ada.delete(at('/none/annotations/none'))).status, 204)
  await make(ada, 'gone')
  const annotation = { annotation_type: 'BUG', summary: 'Oh' }
  assert.equal((await ada.put(at('/gone/annotations/a'), annotation)).status, 200)
  assert.equal((await ada.delete(at('/gone'))).status, 204)
  assert.equal((await ada.get(at('/gone'))).status, 404)
  await make(ada, 'gone')
  assert.equal((await ada.get(at('/gone/annotations'))).body.size, 0)
})

test('an id that no text can be names nothing', async () => {
  assert.equal((await make(ada, '%00')).status, 400)
  assert.notEqual((await ada.get(at('/%00'))).status, 500)
})
