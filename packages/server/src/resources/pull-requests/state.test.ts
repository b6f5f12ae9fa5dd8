import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { advance } from './state.ts'

test('what is closed stays as it was closed', () => {
  for (const state of ['MERGED', 'DECLINED', 'SUPERSEDED'] as const)
    for (const closing of ['merge', 'decline', 'supersede'] as const)
      assert.throws(
        () => advance(state, closing),
        (failure: Invalid) =>
          failure instanceof Invalid &&
          String(failure.particulars.fields?.newstatus) === 'This pull request is already closed.',
      )
})

test('what is open is merged, declined or superseded', () => {
  assert.deepEqual(
    (['merge', 'decline', 'supersede'] as const).map(closing => advance('OPEN', closing)),
    ['MERGED', 'DECLINED', 'SUPERSEDED'],
  )
})
