import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configOf } from './config.ts'
import { connectionSpecification } from './spec.ts'

const seed = {
  workspace: 'acme',
  email: 'ada@example.com',
  api_token: 'secret-token',
  start_date: '2024-01-01T00:00:00Z',
  pull_request_state: 'ALL',
}
const refused = (config: unknown, message: RegExp) =>
  assert.throws(() => configOf(config), { failureType: 'config_error', message })

test('what is missing or wrong is named', () => {
  refused(undefined, /must be object/)
  refused({ ...seed, workspace: undefined }, /required property 'workspace'/)
  refused({ ...seed, workspace: 5 }, /workspace: must be string/)
  refused({ workspace: 'acme' }, /email and api_token are needed/)
  refused({ ...seed, email: '' }, /email and api_token are needed/)
  refused({ ...seed, start_date: '2024-01-01' }, /start_date: must match pattern/)
  refused({ ...seed, start_date: '2024-13-01T00:00:00Z' }, /start_date/)
  refused({ ...seed, pull_request_state: 'CLOSED' }, /pull_request_state: .*OPEN, MERGED, DECLINED, SUPERSEDED, ALL/)
  refused({ ...seed, concurrency: 0 }, /concurrency/)
  refused({ ...seed, base_url: 'ftp://example.com' }, /base_url/)
  refused({ ...seed, base_url: 'https://ada:secret@example.com' }, /base_url/)
  refused({ workspace: 'acme', credentials: { auth_type: 'magic' } }, /credentials\.auth_type/)
  refused({ workspace: 'acme', credentials: { auth_type: 'oauth', client_id: 'a' } }, /credentials.*client_secret/)
})

test('the configuration of the seed is one', () => {
  const config = configOf(seed)
  assert.equal(config.workspace, 'acme')
  assert.deepEqual(config.pullRequestStates, ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'])
  assert.deepEqual(config.auth, { type: 'api_token', email: 'ada@example.com', api_token: 'secret-token' })
  assert.equal(config.url, 'https://api.bitbucket.org/2.0')
})

test('the options of the seed come first, in its order, and only the workspace is required', () => {
  const { properties, required } = connectionSpecification as { properties: object; required: string[] }
  assert.deepEqual(Object.keys(properties).slice(0, 5), Object.keys(seed))
  assert.deepEqual(required, ['workspace'])
})

test('credentials go before the e-mail address and the token', () => {
  const config = configOf({ ...seed, credentials: { auth_type: 'access_token', access_token: 'other-token' } })
  assert.equal(config.auth.type, 'access_token')
})

test('nulls are what hosts write for nothing', () => {
  const config = configOf({ ...seed, start_date: null, base_url: null, credentials: null, repositories: null })
  assert.match(config.start, /^2020-01-01/)
})

test('repositories are chosen by their slugs, with stars for anything', () => {
  const { wants } = configOf({ ...seed, repositories: ['site', 'svc-*'], excluded_repositories: ['svc-old*'] })
  assert.deepEqual(['site', 'site2', 'svc-a', 'svc-old', 'SVC-B', 'xsite'].map(wants), [
    true,
    false,
    true,
    false,
    true,
    false,
  ])
})

test('the dot of a slug is a dot', () => {
  const { wants } = configOf({ ...seed, repositories: ['a.b'] })
  assert.deepEqual(['a.b', 'axb'].map(wants), [true, false])
})
