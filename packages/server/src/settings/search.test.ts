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
  refused({ PAIL_SEARCH: 'on' }, /must be embedded, zoekt or off/)
  refused({ PAIL_SEARCH_BRANCHES: 'a b' }, /must be a list such as/)
  refused({ PAIL_SEARCH_BRANCHES: 'a,,b' }, /must be a list such as/)
})

test('what is no place of Zoekt is refused', () => {
  refused({ PAIL_ZOEKT_URL: 'zoekt:6070', PAIL_ZOEKT_INDEX: '/srv/zoekt' }, /must be an address such as/)
  refused({ PAIL_ZOEKT_URL: 'http://root@127.0.0.1', PAIL_ZOEKT_INDEX: '/srv/zoekt' }, /must be an address such as/)
  refused({ PAIL_ZOEKT_URL: 'http://127.0.0.1:6070' }, /go together/)
  refused({ PAIL_ZOEKT_INDEX: '/srv/zoekt' }, /go together/)
  refused({ PAIL_ZOEKT_URL: 'http://127.0.0.1:6070', PAIL_ZOEKT_INDEX: 'shards' }, /must be an absolute path/)
  refused({ PAIL_ZOEKT_PROGRAMS: 'bin' }, /must be an absolute path/)
})

test('Zoekt searches where that is asked for, with its own server or one that runs', () => {
  const place = { PAIL_ZOEKT_URL: 'http://127.0.0.1:6070/', PAIL_ZOEKT_INDEX: '/srv/zoekt' }
  assert.deepEqual(readConfig({ PAIL_SEARCH: 'zoekt' }).search?.zoekt, {})
  assert.deepEqual(readConfig({ PAIL_SEARCH: 'zoekt', PAIL_ZOEKT_PROGRAMS: '/opt/zoekt', ...place }).search?.zoekt, {
    programs: '/opt/zoekt',
    server: { url: 'http://127.0.0.1:6070', shards: '/srv/zoekt' },
  })
  assert.equal(readConfig(place).search?.zoekt, undefined)
})

test('main branches are searched unless others are named or search is off', () => {
  assert.deepEqual(readConfig({}).search, { zoekt: undefined, branches: [] })
  assert.deepEqual(readConfig({ PAIL_SEARCH_BRANCHES: 'develop, release/*' }).search?.branches, [
    'develop',
    'release/*',
  ])
  assert.equal(readConfig({ PAIL_SEARCH: 'off' }).search, undefined)
})
