import assert from 'node:assert/strict'
import { test } from 'node:test'
import { granularScopes, labelOf } from '@pail/server/kernel/scope-labels'
import { classicScopes } from '@pail/server/kernel/scopes'
import { operations } from '@pail/server/slices'

test('every scope that an operation asks for can be ticked, and is told in words', () => {
  const asked = new Set(operations.flatMap(({ needs }) => [...needs.classic, ...needs.granular]))
  const offered = new Set([...classicScopes, ...granularScopes])
  assert.deepEqual(asked.difference(offered), new Set())
  for (const scope of offered) assert.match(labelOf(scope).label, /^[A-Z].*: [A-Z]/, scope)
  assert.equal(labelOf('read:repository:bitbucket').label, 'Repositories: Read')
  assert.equal(labelOf('repository').label, 'Repositories: Read')
  assert.equal(labelOf('read:user:bitbucket').label, 'Account: Read')
})
