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
})

test('main branches are searched unless others are named or search is off', () => {
  assert.deepEqual(readConfig({}).search, { branches: [] })
  assert.deepEqual(readConfig({ PAIL_SEARCH_BRANCHES: 'develop, release/*' }).search?.branches, [
    'develop',
    'release/*',
  ])
  assert.equal(readConfig({ PAIL_SEARCH: 'off' }).search, undefined)
})
