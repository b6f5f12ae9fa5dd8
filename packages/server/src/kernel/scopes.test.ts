import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classicScopes, closure, isScope, maximal, needs, required, suffices } from './scopes.ts'

const may = (granted: string[], ...asked: string[]) => suffices(closure(granted), needs(asked))

test('administration grants neither reading nor writing', () => {
  assert.equal(may(['repository:admin'], 'repository'), false)
  assert.equal(may(['project:admin'], 'project'), false)
})
test('reading pull requests opens the source, not the other way round', () => {
  assert.equal(may(['pullrequest'], 'repository'), true)
  assert.equal(may(['repository'], 'pullrequest'), false)
  assert.equal(may(['pullrequest:write'], 'repository:write'), true)
})
test('granular scopes imply nothing', () => {
  assert.equal(may(['write:repository:bitbucket'], 'repository', 'read:repository:bitbucket'), false)
  assert.equal(may(['read:repository:bitbucket'], 'repository', 'read:repository:bitbucket'), true)
})
test('an operation may need several scopes at once', () => {
  assert.equal(may(['account'], 'account', 'repository'), false)
  assert.equal(may(['account', 'repository'], 'account', 'repository'), true)
})
test('an operation without a classic scope is open to every classic credential', () => {
  assert.equal(may(['repository'], 'read:user:bitbucket'), true)
  assert.equal(may(['read:repository:bitbucket'], 'read:user:bitbucket'), false)
})
test('a credential without any scope opens what needs none', () => {
  assert.equal(may([], 'read:user:bitbucket'), true)
  assert.equal(may([], 'account', 'read:user:bitbucket'), false)
})
test('the star holds everything', () => assert.equal(may(['*'], 'repository:delete', 'account'), true))
test('a refusal speaks the vocabulary of the credential', () => {
  const asked = needs(['repository', 'read:repository:bitbucket'])
  assert.deepEqual(required(closure(['read:user:bitbucket']), asked), ['read:repository:bitbucket'])
  assert.deepEqual(required(closure(['account']), asked), ['repository'])
})
test('inherited names are not scopes', () => {
  assert.equal(isScope('constructor'), false)
  assert.equal(isScope('repository:write'), true)
})
test('each scope implies what it does upstream, and nothing else', () => {
  const implied = Object.fromEntries(
    classicScopes.map(scope => [scope, [...closure([scope])].slice(1).sort()]).filter(([, others]) => others?.length),
  )
  assert.deepEqual(implied, {
    project: ['repository'],
    'repository:write': ['repository'],
    pullrequest: ['repository'],
    'pullrequest:write': ['pullrequest', 'repository', 'repository:write'],
    'issue:write': ['issue'],
    'snippet:write': ['snippet'],
    'account:write': ['account'],
    'pipeline:write': ['pipeline'],
    'pipeline:variable': ['pipeline', 'pipeline:write'],
    'runner:write': ['runner'],
    'team:write': ['team'],
  })
})
test('a credential tells only the scopes that no other of its scopes implies', () => {
  assert.deepEqual(maximal(['repository', 'pullrequest:write', 'repository:admin', 'pullrequest']), [
    'pullrequest:write',
    'repository:admin',
  ])
  assert.deepEqual(maximal(['read:user:bitbucket', 'write:user:bitbucket']), [
    'read:user:bitbucket',
    'write:user:bitbucket',
  ])
  assert.ok(!maximal(['*']).includes('repository:write') && maximal(['*']).includes('account:write'))
})
