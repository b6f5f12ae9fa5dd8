import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { BadSetting } from './setting.ts'

const refused = (settings: Record<string, string>, complaint: RegExp) =>
  assert.throws(
    () => readConfig(settings),
    (error: Error) => error instanceof BadSetting && complaint.test(error.message),
  )

test('what is no way to search is refused', () => {
  refused({ PAIL_SEARCH: 'on' }, /must be embedded or off/)
  refused({ PAIL_SEARCH_BRANCHES: 'a b' }, /must be a list such as/)
  refused({ PAIL_SEARCH_BRANCHES: 'a,,b' }, /must be a list such as/)
  refused({ PAIL_ZOEKT_URL: 'ftp://zoekt' }, /must be an address/)
})

test('a Zoekt is named with the folder of its shards, or not at all', () => {
  refused({ PAIL_ZOEKT_URL: 'http://127.0.0.1:6070' }, /go together/)
  refused({ PAIL_ZOEKT_INDEX: '/shards' }, /go together/)
  refused({ PAIL_ZOEKT_URL: 'http://127.0.0.1:6070', PAIL_ZOEKT_INDEX: 'shards' }, /must be an absolute path/)
  const zoekt = { PAIL_ZOEKT_URL: 'http://127.0.0.1:6070/', PAIL_ZOEKT_INDEX: '/shards' }
  assert.deepEqual(readConfig(zoekt).search?.zoekt, {
    ...{ url: 'http://127.0.0.1:6070', index: '/shards', indexer: 'zoekt-archive-index' },
  })
})

test('main branches are searched unless others are named or search is off', () => {
  assert.deepEqual(readConfig({}).search, { zoekt: undefined, branches: [] })
  assert.deepEqual(readConfig({ PAIL_SEARCH_BRANCHES: 'develop, release/*' }).search?.branches, [
    'develop',
    'release/*',
  ])
  assert.equal(readConfig({ PAIL_SEARCH: 'off' }).search, undefined)
})
