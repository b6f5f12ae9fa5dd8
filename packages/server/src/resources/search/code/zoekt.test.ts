import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { hasZoekt } from '@pail/code-search/testing'
import { openVillage, temporary } from '@pail/testkit'
import { fill } from './testing.ts'

if (hasZoekt()) {
  const village = await openVillage({
    PAIL_SEARCH: 'zoekt',
    PAIL_ZOEKT_URL: 'http://127.0.0.1:1',
    PAIL_ZOEKT_INDEX: temporary(),
  })
  after(() => village.close())

  test('while nobody can say what texts have, searches are refused for now', async () => {
    await fill(village, 'acme/site', { 'a.ts': 'needle\n' })
    await village.work()
    const { status, headers, body } = await village.bob.get('/2.0/workspaces/acme/search/code?search_query=needle')
    assert.deepEqual([status, body.type], [503, 'error'])
    assert.match(body.error.message, /^The search index cannot be asked/)
    assert.equal(headers.get('retry-after'), '5')
  })
}
