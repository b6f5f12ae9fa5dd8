import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Caller, caller, git, openVillage, temporary, tryGit } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge } = village

const OF_VAULT = '/pail/1/repositories/acme/vault/access-tokens'
const OF_SITE = '/pail/1/repositories/acme/site/access-tokens'
const OF_PROJECT = '/pail/1/workspaces/acme/projects/SITE/access-tokens'
const OF_ACME = '/pail/1/workspaces/acme/access-tokens'
const VAULT = '/2.0/repositories/acme/vault'

interface Made {
  token: Caller
  secret: string
  at: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  body: any
}

/** A token of a thing, with these scopes, as a caller. */
async function make(all: string, scopes: readonly string[], more: object = {}): Promise<Made> {
  const { status, body, headers } = await ada.post(all, { name: 'CI', scopes, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  const at = new URL(headers.get('location') ?? '').pathname
  return { token: caller(village.fetch, body.secret), secret: body.secret, at, body }
}

test('only who administers a thing makes, lists and revokes its tokens', async () => {
  const input = { name: 'x', scopes: ['repository'] }
  assert.equal((await stranger.post(OF_VAULT, input)).status, 401)
  assert.equal((await eve.post(OF_VAULT, input)).status, 404)
  assert.equal((await bob.post(OF_VAULT, input)).status, 403)
  assert.equal((await bob.get(OF_PROJECT)).status, 403)
  assert.equal((await bob.get(OF_ACME)).status, 403)
  const { at } = await make(OF_VAULT, ['repository'])
  assert.equal((await bob.delete(at)).status, 403)
})

test('scopes that such a token does not have, and those that its maker lacks, are refused', async () => {
  const asked = async (all: string, scopes: string[]) => (await ada.post(all, { name: 'x', scopes })).body.error?.fields
  assert.deepEqual(await asked(OF_VAULT, ['account']), {
    scopes: ['an access token of a repository cannot have account'],
  })
  assert.ok(await asked(OF_VAULT, ['project']))
  assert.ok(await asked(OF_PROJECT, ['account']))
  assert.ok(await asked(OF_ACME, ['*']))
  assert.ok(await asked(OF_ACME, ['account:write']))
  const narrow = await village.as('ada', ['repository:admin'])
  const { body } = await narrow.post(OF_VAULT, { name: 'x', scopes: ['repository:write'] })
  assert.deepEqual(body.error.fields, { scopes: ['your own credential lacks repository:write'] })
})

test('an expiry that is no date, or has passed, is refused', async () => {
  const asked = (expires_on: string) => ada.post(OF_VAULT, { name: 'x', scopes: ['repository'], expires_on })
  assert.equal((await asked('soon')).status, 400)
  assert.equal((await asked('2020-01-01')).body.error.message, 'expires_on: this has passed already')
})

test('a token that has expired is refused', async () => {
  const { token, body } = await make(OF_VAULT, ['repository'], { expires_on: '2100-01-01' })
  assert.equal(body.expires_on, '2100-01-01T00:00:00+00:00')
  assert.equal((await token.get(VAULT)).status, 200)
  const uuid = body.uuid.slice(1, -1)
  await forge.database.transact(tx =>
    tx.updateTable('tokens').set({ expires_on: '2020-01-01T00:00:00.000Z' }).where('uuid', '=', uuid).execute(),
  )
  const { status, body: refusal } = await token.get(VAULT)
  assert.equal(status, 401)
  assert.equal(refusal.error.message, 'Token is invalid, expired, or not supported for this endpoint.')
})

test('a token of a repository sees another one as any outsider does', async () => {
  const { token } = await make(OF_SITE, ['repository', 'repository:admin'])
  const hidden = await token.get(VAULT)
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, (await eve.get(VAULT)).body)
  assert.equal((await token.put('/2.0/repositories/acme/site', { description: 'By a token' })).status, 200)
  const other = await make(OF_VAULT, ['repository', 'repository:admin'])
  assert.equal((await other.token.get('/2.0/repositories/acme/site')).status, 200)
  assert.equal((await other.token.put('/2.0/repositories/acme/site', { description: 'x' })).status, 403)
  const { body } = await token.get('/2.0/repositories/acme')
  assert.deepEqual(
    body.values.map((one: { slug: string }) => one.slug),
    ['site'],
  )
})

test('what is a person’s to do is refused to a token', async () => {
  const { token } = await make(OF_ACME, ['account', 'project', 'project:admin', 'repository:admin', 'repository'])
  const { status, body } = await token.get('/2.0/user')
  assert.equal(status, 401)
  assert.equal(body.error.message, 'Token is invalid, expired, or not supported for this endpoint.')
  assert.equal((await token.get('/2.0/user/workspaces')).status, 401)
  assert.equal((await token.get(`${VAULT}/permissions-config/users`)).status, 401)
  assert.equal((await token.get('/2.0/workspaces/acme/permissions')).status, 401)
  assert.equal((await token.get('/2.0/workspaces/acme/permissions/repositories')).status, 401)
  assert.equal((await token.post(OF_VAULT, { name: 'x', scopes: ['repository'] })).status, 401)
})

test('a token has no rights but those of its scopes', async () => {
  const { token } = await make(OF_VAULT, ['repository'])
  assert.equal((await token.get(VAULT)).status, 200)
  const { status, body } = await token.put(VAULT, { description: 'x' })
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail, { required: ['repository:admin'], granted: ['repository'] })
})

test('a token is in no list of people, and nothing can be granted to it', async () => {
  const { body } = await make(OF_ACME, ['repository'])
  const uuid = encodeURIComponent(body.user.uuid)
  const listed = async (path: string, by = ada) => JSON.stringify((await by.get(`${path}?pagelen=100`)).body)
  for (const path of ['members', 'permissions', 'permissions/repositories'])
    assert.ok(!(await listed(`/2.0/workspaces/acme/${path}`)).includes(body.user.uuid), path)
  for (const path of [VAULT, '/2.0/workspaces/acme/projects/SITE'])
    assert.ok(!(await listed(`${path}/permissions-config/users`)).includes('CI'), path)
  assert.ok(!(await listed('/pail/1/users', root)).includes(body.user.uuid))
  assert.equal((await ada.put(`${VAULT}/permissions-config/users/${uuid}`, { permission: 'read' })).status, 404)
  assert.equal((await ada.put(`/pail/1/workspaces/acme/members/${uuid}`, { permission: 'owner' })).status, 404)
  assert.equal((await root.post(`/pail/1/users/${uuid}/tokens`, { name: 'x', scopes: ['account'] })).status, 404)
  assert.equal((await root.delete(`/pail/1/users/${uuid}`)).status, 404)
})

test('the token of a workspace does not stand in for its last owner', async () => {
  await make(OF_ACME, ['repository'])
  assert.equal((await ada.put('/pail/1/workspaces/acme/members/ada', { permission: 'member' })).status, 409)
  assert.equal((await root.delete('/pail/1/users/ada')).status, 409)
})

test('the secret stands in the answer to the making and nowhere else', async () => {
  const { at, secret, body } = await make(OF_PROJECT, ['project'])
  assert.match(secret, /^PAILCT_/)
  const { secret: _, ...rest } = body
  assert.deepEqual((await ada.get(at)).body, rest)
  const listed = JSON.stringify((await ada.get(OF_PROJECT)).body)
  assert.ok(listed.includes(body.uuid) && !listed.includes(secret))
})

test('a token shows as an account of its own', async () => {
  const { body } = await make(OF_VAULT, ['repository'], { name: 'Release bot' })
  const { user } = body
  assert.deepEqual(Object.keys(user).sort(), [
    'account_id',
    'account_status',
    'created_on',
    'display_name',
    'kind',
    'links',
    'type',
    'uuid',
  ])
  assert.equal(user.type, 'app_user')
  assert.equal(user.kind, 'repository_access_token')
  assert.equal(user.display_name, 'Release bot')
  assert.match(user.account_id, /^712020:/)
  assert.deepEqual((await stranger.get(`/2.0/users/${encodeURIComponent(user.uuid)}`)).body, user)
  assert.match((await village.fetch(new Request(user.links.avatar.href))).headers.get('content-type') ?? '', /^image\//)
})

test('a project’s token reaches the repositories of the project, a workspace’s all of them', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DARK', name: 'Dark', is_private: true })
  await ada.post('/2.0/repositories/acme/inner', { project: { key: 'DARK' } })
  const project = await make('/pail/1/workspaces/acme/projects/DARK/access-tokens', ['project'])
  assert.equal((await project.token.get('/2.0/repositories/acme/inner')).status, 200)
  assert.equal((await project.token.get('/2.0/workspaces/acme/projects/DARK')).status, 200)
  assert.equal((await project.token.get(VAULT)).status, 404)
  const workspace = await make(OF_ACME, ['repository', 'account'])
  assert.equal((await workspace.token.get('/2.0/repositories/acme/inner')).status, 200)
  assert.equal((await workspace.token.get(VAULT)).status, 200)
  assert.equal((await workspace.token.get('/2.0/workspaces/acme/members')).status, 200)
  assert.equal((await workspace.token.get('/2.0/workspaces/elsewhere')).status, 404)
})

test('git comes in with a token as x-token-auth, and pushes where it may write', async () => {
  const url = new URL(await village.remote('acme/vault'))
  const remote = ({ secret }: Made, name = 'vault') => `http://x-token-auth:${secret}@${url.host}/acme/${name}.git`
  const reader = await make(OF_VAULT, ['repository'])
  const writer = await make(OF_VAULT, ['repository:write'])
  const other = await make(OF_SITE, ['repository:write'])
  const work = join(temporary(), 'work')
  await git(temporary(), 'init', '-q', '-b', 'main', work)
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'one')
  assert.match((await tryGit(work, 'push', remote(reader), 'main')).said, /lack one or more required/)
  assert.notEqual((await tryGit(work, 'ls-remote', remote(other))).code, 0)
  await git(work, 'push', '-q', remote(writer), 'main')
  assert.match(await git(work, 'ls-remote', remote(reader)), /refs\/heads\/main/)
})

test('what a token writes carries its name and its address', async () => {
  const { token, body } = await make(OF_VAULT, ['repository:write'], { name: 'Writer' })
  const form = new FormData()
  form.set('notes.txt', 'By a token\n')
  form.set('branch', 'main')
  assert.equal((await token.post(`${VAULT}/src`, form)).status, 201)
  const { author } = (await ada.get(`${VAULT}/commits`)).body.values[0]
  assert.match(author.raw, /^Writer <[0-9a-f]{32}@bots\.localhost>$/)
  assert.equal(author.user.type, 'app_user')
  assert.equal(author.user.uuid, body.user.uuid)
})

test('a revoked token is refused at once, and what it made stays', async () => {
  const { token, at, body } = await make(OF_VAULT, ['repository'], { name: 'Short' })
  const [commit] = (await ada.get(`${VAULT}/commits`)).body.values
  const comment = await token.post(`${VAULT}/commit/${commit.hash}/comments`, { content: { raw: 'Fine' } })
  assert.equal(comment.body.user.display_name, 'Short')
  assert.equal((await ada.delete(at)).status, 204)
  assert.equal((await token.get(VAULT)).status, 401)
  assert.equal((await ada.get(at)).status, 404)
  const kept = (await ada.get(`${VAULT}/commit/${commit.hash}/comments/${comment.body.id}`)).body.user
  assert.deepEqual([kept.uuid, kept.display_name], [body.user.uuid, 'Short'])
  const { body: shown } = await ada.get(`/2.0/users/${encodeURIComponent(body.user.uuid)}`)
  assert.equal(shown.account_status, 'closed')
})

test('a token goes with what it belongs to', async () => {
  await ada.post('/2.0/repositories/acme/brief', {})
  const { token, body } = await make('/pail/1/repositories/acme/brief/access-tokens', ['repository'])
  assert.equal((await token.get('/2.0/repositories/acme/brief')).status, 200)
  assert.equal((await ada.delete('/2.0/repositories/acme/brief')).status, 204)
  assert.equal((await token.get('/2.0/repositories/acme/site')).status, 401)
  const { body: shown } = await stranger.get(`/2.0/users/${encodeURIComponent(body.user.uuid)}`)
  assert.equal(shown.account_status, 'closed')
})

test('a repository that is handed over leaves its tokens behind', async () => {
  await ada.post('/2.0/repositories/acme/moving', {})
  const { token } = await make('/pail/1/repositories/acme/moving/access-tokens', ['repository'])
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'NEW', name: 'New' })
  const moved = await root.post('/pail/1/repositories/acme/moving/transfer', { workspace: { slug: 'elsewhere' } })
  assert.equal(moved.status, 200)
  assert.equal((await token.get('/2.0/repositories/acme/site')).status, 401)
})
