import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { inherited, typesOf, USUAL } from './branching-model.ts'
import { changed } from './change.ts'

const has =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name)
const none = has()

test('a branch that is not there is not designated', () => {
  assert.throws(() => changed(USUAL, { development: { name: 'dev' } }, none), /development.name: branch not found: dev/)
  assert.throws(() => changed(USUAL, { production: { enabled: true, name: 'live' } }, none), Invalid)
  assert.throws(() => changed(USUAL, { production: { enabled: true } }, none), Invalid)
})

test('while production is disabled anything may be said of it', () => {
  const model = changed(USUAL, { production: { name: 'live' } }, none)
  assert.deepEqual(model.production, { name: 'live', usesMain: false, enabled: false })
  assert.throws(() => changed(model, { production: { enabled: true } }, none), Invalid)
  assert.equal(changed(model, { production: { enabled: true } }, has('live')).production.enabled, true)
})

test('the main branch has no other name', () => {
  assert.throws(() => changed(USUAL, { development: { use_mainbranch: true, name: 'dev' } }, has('dev')), Invalid)
  assert.throws(() => changed(USUAL, { development: { use_mainbranch: false } }, none), Invalid)
  const named = changed(USUAL, { development: { name: 'dev' } }, has('dev'))
  assert.deepEqual(named.development, { name: 'dev', usesMain: false })
  assert.deepEqual(changed(named, { development: { use_mainbranch: true } }, none), USUAL)
})

test('a prefix of an enabled type begins a branch, and no other prefix', () => {
  const withPrefix = (prefix: string | null, enabled = true) =>
    changed(USUAL, { branch_types: [{ kind: 'feature', prefix, enabled }] }, none)
  for (const prefix of ['', null, '  ', 'fea*ture/', 'a b/', '-x/../', 'hotfix/', 'hot', 'release/x/'])
    assert.throws(() => withPrefix(prefix), /branch_types: /, String(prefix))
  assert.equal(withPrefix('hot', false).types.feature.prefix, 'hot')
  assert.deepEqual(withPrefix('work/').types.feature, { enabled: true, prefix: 'work/' })
  assert.throws(() => changed(withPrefix('hot', false), { branch_types: [{ kind: 'feature', enabled: true }] }, none))
})

test('what is neither true nor false says nothing of deletion', () => {
  const deleting = changed(USUAL, { default_branch_deletion: 'true' }, none)
  assert.equal(deleting.deletesBranches, true)
  assert.equal(changed(deleting, { default_branch_deletion: 'maybe' }, none).deletesBranches, true)
  assert.equal(changed(deleting, { default_branch_deletion: {} }, none).deletesBranches, true)
  assert.equal(changed(deleting, { default_branch_deletion: 'false' }, none).deletesBranches, false)
})

test('a branch may be several things', () => {
  assert.deepEqual(typesOf(USUAL, 'main', 'main'), ['development'])
  assert.deepEqual(typesOf(USUAL, null, 'main'), [])
  assert.deepEqual(typesOf(USUAL, 'main', 'feature/x'), ['feature'])
  assert.deepEqual(typesOf(USUAL, 'main', 'Feature/x'), [])
  const both = changed(USUAL, { production: { enabled: true, use_mainbranch: true } }, none)
  assert.deepEqual(typesOf(both, 'release/1', 'release/1'), ['development', 'production', 'release'])
  const without = changed(USUAL, { branch_types: [{ kind: 'release', enabled: false }] }, none)
  assert.deepEqual(typesOf(without, 'main', 'release/1'), [])
})

test('the main branch stands in for what a project names and a repository lacks', () => {
  const model = changed(USUAL, { development: { name: 'develop' } }, () => true)
  assert.deepEqual(typesOf(inherited(model, none), 'main', 'main'), ['development'])
  assert.deepEqual(typesOf(inherited(model, has('develop')), 'main', 'main'), [])
})
