import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporary } from '@pail/testkit'
import { CannotStart } from '../data-directory.ts'
import { openLog } from './log.ts'
import { openSearch } from './search.ts'

const place = { searchIndex: '/nowhere/search.db', zoekt: '/nowhere/zoekt' }
const around = { log: openLog('error'), onLost: () => {} }
const open = (zoekt: object) => openSearch({ search: { zoekt, branches: [] }, databaseUrl: undefined }, place, around)

test('programs of Zoekt that are not there are a reason not to start', () => {
  const reason = (error: Error) =>
    error instanceof CannotStart && /^PAIL_SEARCH is zoekt. There is no zoekt-archive-index in /.test(error.message)
  assert.throws(() => open({ programs: temporary() }), reason)
})

test('where code is not searched nothing is opened', () => {
  assert.equal(openSearch({ search: undefined, databaseUrl: undefined }, place, around), undefined)
})
