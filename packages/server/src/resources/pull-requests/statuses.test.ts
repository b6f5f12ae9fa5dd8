import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, stranger } = village
const copy = await workingCopy(village)
const site = '/2.0/repositories/acme/site'
const hash = await copy.commit('built', { 'built.txt': 'built\n' })
await copy.push('acme/site', 'built')
const { body: made } = await ada.post(`${site}/pullrequests`, { title: 'T', source: { branch: { name: 'built' } } })
const at = `${site}/pullrequests/${made.id}/statuses`
const report = (key: string, refname?: string) =>
  ada.post(`${site}/commit/${hash}/statuses/build`, {
    ...{ key, state: 'SUCCESSFUL', url: 'https://ci.example.com/1' },
    ...(refname && { refname }),
  })

test('a pull request lists the statuses that count for its branch, not those of other branches', async () => {
  await report('all')
  await report('mine', 'built')
  await report('other', 'main')
  const { status, body } = await stranger.get(at)
  assert.equal(status, 200)
  assert.deepEqual(
    body.values.map(({ key }: { key: string }) => key),
    ['all', 'mine'],
  )
  assert.equal(body.pagelen, 30)
})

test('the statuses of a pull request can be filtered', async () => {
  const { body } = await stranger.get(`${at}?q=key="mine"`)
  assert.deepEqual([body.size, body.values[0].key], [1, 'mine'])
})
