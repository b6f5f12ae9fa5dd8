import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { caller, git, openVillage, temporary, tryGit } from '@pail/testkit'
import { forgetOldGrants } from '../upkeep.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village

const AT = '/site/oauth2/access_token'
const VAULT = '/2.0/repositories/acme/vault'

interface Consumer {
  key: string
  secret: string
  at: string
}

async function make(name: string, scopes: readonly string[], more: object = {}): Promise<Consumer> {
  const { status, body, headers } = await ada.post('/pail/1/workspaces/acme/consumers', { name, scopes, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return { key: body.key, secret: body.secret, at: new URL(headers.get('location') ?? '').pathname }
}

const basic = ({ key, secret }: Consumer) => ({
  authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
})
const ask = (consumer: Consumer, fields: Record<string, string>) =>
  stranger.post(AT, new URLSearchParams(fields), { headers: basic(consumer) })
const given = async (consumer: Consumer, fields: Record<string, string> = { grant_type: 'client_credentials' }) => {
  const { status, body } = await ask(consumer, fields)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const holder = (token: string) => caller(village.fetch, token)

const tool = await make('Tool', ['repository', 'account'])

test('who does not prove to be a consumer is refused in the recorded words', async () => {
  const unknown = { error_description: 'Invalid OAuth client credentials', error: 'unauthorized_client' }
  const wish = { grant_type: 'client_credentials' }
  for (const refused of [
    await ask({ ...tool, secret: 'wrong' }, wish),
    await ask({ ...tool, key: 'wrong' }, wish),
    await stranger.post(AT, new URLSearchParams(wish)),
    await stranger.post(AT, new URLSearchParams({ ...wish, client_id: tool.key })),
    await stranger.post(AT, new URLSearchParams({ ...wish, client_id: tool.key, client_secret: '' })),
    await ask(tool, { ...wish, client_id: 'another' }),
    await ada.post(AT, new URLSearchParams(wish)),
  ]) {
    assert.equal(refused.status, 400)
    assert.deepEqual(refused.body, unknown)
  }
})

test('a grant that is not known, is not named, or is named twice, is refused', async () => {
  const refused = async (body: string) =>
    (
      await stranger.post(AT, body, {
        headers: { ...basic(tool), 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).body.error
  assert.equal(await refused('grant_type=password&username=ada&password=x'), 'unsupported_grant_type')
  assert.equal(await refused('scope=account'), 'invalid_request')
  assert.equal(await refused('grant_type=client_credentials&grant_type=refresh_token'), 'invalid_request')
  assert.equal(await refused('grant_type=__proto__'), 'unsupported_grant_type')
  const json = await stranger.post(AT, { grant_type: 'client_credentials' }, { headers: basic(tool) })
  assert.deepEqual([json.status, json.body.error], [400, 'invalid_request'])
})

test('a token is asked for by POST only', async () => {
  assert.equal((await stranger.get(`${AT}?grant_type=client_credentials`)).status, 405)
})

test('a public consumer does not act for its workspace', async () => {
  const open = await make('Open', ['repository'], { is_private: false })
  const { status, body } = await ask(open, { grant_type: 'client_credentials' })
  assert.deepEqual([status, body.error], [400, 'unauthorized_client'])
})

test('a consumer is given no scope that it may not ask for', async () => {
  const { body } = await ask(tool, { grant_type: 'client_credentials', scope: 'repository:write' })
  assert.equal(body.error, 'invalid_scope')
})

test('the answer has the recorded members', async () => {
  const { headers, body } = await ask(tool, { grant_type: 'client_credentials' })
  assert.deepEqual(Object.keys(body), ['access_token', 'scopes', 'expires_in', 'refresh_token', 'token_type', 'state'])
  const { access_token, refresh_token, ...rest } = body
  assert.deepEqual(rest, {
    scopes: 'repository account',
    expires_in: 7200,
    token_type: 'bearer',
    state: 'client_credentials',
  })
  assert.match(access_token, /^PAILOA_/)
  assert.match(refresh_token, /^PAILOR_/)
  assert.equal(headers.get('cache-control'), 'no-store')
})

test('key and secret may stand in the form', async () => {
  const form = { grant_type: 'client_credentials', client_id: tool.key, client_secret: tool.secret }
  assert.equal((await stranger.post(AT, new URLSearchParams(form))).status, 200)
})

test('a token without anybody present acts for the workspace, as far as its scopes go', async () => {
  const { access_token } = await given(tool)
  const robot = holder(access_token)
  const { status, headers } = await robot.get(VAULT)
  assert.equal(status, 200)
  assert.equal(headers.get('x-credential-type'), 'oauth2')
  const refused = await robot.put(VAULT, { description: 'x' })
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.body.error.detail.required, ['repository:admin'])
  assert.equal((await robot.get('/2.0/workspaces/elsewhere')).status, 404)
  assert.equal((await robot.get('/2.0/workspaces/acme/members')).status, 200)
  assert.equal((await robot.get('/2.0/user')).status, 401)
})

test('fewer scopes than the consumer may have can be asked for', async () => {
  const body = await given(tool, { grant_type: 'client_credentials', scope: 'account' })
  assert.equal(body.scopes, 'account')
  assert.equal((await holder(body.access_token).get(VAULT)).status, 403)
})

test('what acts for a workspace is in no list of people, and does not stand in for its last owner', async () => {
  await given(tool)
  const { body } = await ada.get('/2.0/workspaces/acme/members?pagelen=100')
  assert.deepEqual(body.values.map((one: { user: { nickname: string } }) => one.user.nickname).sort(), ['ada', 'bob'])
  assert.equal((await ada.put('/pail/1/workspaces/acme/members/ada', { permission: 'member' })).status, 409)
  assert.ok(!JSON.stringify((await village.root.get('/pail/1/users?pagelen=100')).body).includes('workspace:'))
})

test('a token of OAuth is not among the tokens that a person has made', async () => {
  await given(tool)
  assert.ok(!JSON.stringify((await ada.get('/pail/1/user/tokens?pagelen=100')).body).includes('oauth2'))
})

test('a token is taken in a form and in the address of what is no POST', async () => {
  const writer = await make('Writer', ['repository:write', 'repository:admin', 'account'])
  const { access_token } = await given(writer)
  const listed = await stranger.get(`/2.0/repositories/acme?pagelen=1&access_token=${access_token}`)
  assert.equal(listed.status, 200)
  assert.equal(listed.body.size, 2)
  assert.ok(!JSON.stringify(listed.body).includes(access_token))
  const at = '/2.0/repositories/acme/by-form'
  assert.equal((await stranger.post(`${at}?access_token=${access_token}`, {})).status, 401)
  const form = new URLSearchParams({ access_token, description: 'From a form' })
  const body = form.toString()
  const made = await stranger.post(at, body, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) },
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.equal(made.body.description, 'From a form')
})

test('a token in a form does not become a file of the commit that the form makes', async () => {
  const writer = await make('Committer', ['repository:write'])
  const { access_token } = await given(writer)
  const body = new URLSearchParams({ access_token, branch: 'by-form', '/notes.txt': 'By a form' }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
  assert.equal((await stranger.post('/2.0/repositories/acme/site/src', body, { headers })).status, 201)
  const { values } = (await ada.get('/2.0/repositories/acme/site/src/by-form/')).body
  assert.deepEqual(
    values.map((one: { path: string }) => one.path),
    ['notes.txt'],
  )
})

test('a wrong token in the address is refused like any other', async () => {
  assert.equal((await stranger.get('/2.0/repositories/acme/site?access_token=wrong')).status, 401)
})

test('an expired token is refused in the words that clients look for', async () => {
  const { access_token } = await given(tool)
  await forge.database.transact(tx =>
    tx.updateTable('tokens').set({ expires_on: '2020-01-01T00:00:00.000Z' }).where('kind', '=', 'oauth2').execute(),
  )
  const { status, body } = await holder(access_token).get(VAULT)
  assert.equal(status, 401)
  assert.match(body.error.message, /expired\. Use your refresh token to obtain a new access token\.$/)
})

test('git comes in with a token as x-token-auth', async () => {
  const writer = await make('Pusher', ['repository:write'])
  const { host } = new URL(await village.remote('acme/vault'))
  const remote = (token: string) => `http://x-token-auth:${token}@${host}/acme/vault.git`
  const work = join(temporary(), 'work')
  await git(temporary(), 'init', '-q', '-b', 'main', work)
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'one')
  const reading = await given(tool)
  assert.match((await tryGit(work, 'push', remote(reading.access_token), 'main')).said, /lack one or more required/)
  assert.notEqual((await tryGit(work, 'ls-remote', remote(reading.refresh_token))).code, 0)
  await git(work, 'push', '-q', remote((await given(writer)).access_token), 'main')
  assert.match(await git(work, 'ls-remote', remote(reading.access_token)), /refs\/heads\/main/)
})

const refresh = (refresh_token: string) => ({ grant_type: 'refresh_token', refresh_token })

test('a refresh token of another consumer, an access token, and nothing, are refused', async () => {
  const other = await make('Other', ['repository'])
  const mine = await given(tool)
  for (const shown of [(await given(other)).refresh_token, mine.access_token, 'nothing'])
    assert.equal((await ask(tool, refresh(shown))).body.error, 'invalid_grant')
  assert.equal((await ask(tool, { grant_type: 'refresh_token' })).body.error, 'invalid_request')
})

test('a refresh token is no access token', async () => {
  const { refresh_token } = await given(tool)
  assert.equal((await holder(refresh_token).get(VAULT)).status, 401)
})

test('refreshing gives another token and another refresh token', async () => {
  const first = await given(tool)
  const second = await given(tool, refresh(first.refresh_token))
  assert.equal(second.state, 'refresh_token')
  assert.equal(second.scopes, 'repository account')
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.equal((await holder(second.access_token).get(VAULT)).status, 200)
})

test('a client that keeps its first refresh token goes on', async () => {
  const { refresh_token } = await given(tool)
  await given(tool, refresh(refresh_token))
  await given(tool, refresh(refresh_token))
})

test('a refresh token that comes back after its successor was used takes everything with it', async () => {
  const first = await given(tool)
  const second = await given(tool, refresh(first.refresh_token))
  const third = await given(tool, refresh(second.refresh_token))
  assert.equal((await ask(tool, refresh(first.refresh_token))).body.error, 'invalid_grant')
  assert.equal((await ask(tool, refresh(third.refresh_token))).body.error, 'invalid_grant')
  assert.equal((await holder(third.access_token).get(VAULT)).status, 401)
  const told = (await village.root.get('/pail/1/audit?pagelen=100')).body.values
  assert.ok(told.some((one: { operation: string }) => one.operation === 'oauth.grants.end'))
})

test('refreshing gives no more than the consumer may have by then', async () => {
  const shrinking = await make('Shrinking', ['repository', 'account'])
  const { refresh_token, access_token } = await given(shrinking)
  assert.equal((await ada.put(shrinking.at, { scopes: ['account'] })).status, 200)
  assert.equal((await holder(access_token).get(VAULT)).status, 401)
  assert.equal((await given(shrinking, refresh(refresh_token))).scopes, 'account')
})

test('a renewed secret ends the one before', async () => {
  const renewed = await make('Renewing', ['repository'])
  const { body } = await ada.post(`${renewed.at}/secret`)
  assert.equal((await ask(renewed, { grant_type: 'client_credentials' })).body.error, 'unauthorized_client')
  await given({ ...renewed, secret: body.secret })
})

test('what a consumer was given goes with it, and with its workspace', async () => {
  const brief = await make('Brief', ['repository'])
  const { access_token } = await given(brief)
  assert.equal((await ada.delete(brief.at)).status, 204)
  assert.equal((await holder(access_token).get('/2.0/repositories/acme/site')).status, 401)
  await eve.post('/pail/1/workspaces', { slug: 'short', name: 'Short' })
  const made = await eve.post('/pail/1/workspaces/short/consumers', { name: 'Its', scopes: ['account'] })
  const its = await given({ ...made.body, at: '' })
  assert.equal((await eve.delete('/pail/1/workspaces/short')).status, 204)
  assert.equal((await holder(its.access_token).get('/2.0/workspaces/acme')).status, 401)
  assert.equal((await bob.get('/2.0/workspaces/acme')).status, 200)
})

test('old tokens and grants are forgotten, those in use are not', async () => {
  const { refresh_token } = await given(tool)
  await forge.database.transact(async tx => {
    await tx.updateTable('oauth_grants').set({ created_on: '2020-01-01T00:00:00.000Z' }).execute()
    await tx
      .updateTable('tokens')
      .set({ expires_on: '2020-01-01T00:00:00.000Z' })
      .where('kind', '=', 'oauth2')
      .execute()
  })
  await forgetOldGrants.run(forge)
  await given(tool, refresh(refresh_token))
  await forge.database.transact(tx =>
    tx.updateTable('refresh_tokens').set({ expires_on: '2020-01-01T00:00:00.000Z' }).execute(),
  )
  await forge.database.transact(tx => tx.deleteFrom('tokens').where('kind', '=', 'oauth2').execute())
  await forge.database.transact(tx =>
    tx.updateTable('oauth_grants').set({ created_on: '2020-01-01T00:00:00.000Z' }).execute(),
  )
  await forgetOldGrants.run(forge)
  assert.deepEqual(await forge.database.reader.selectFrom('oauth_grants').selectAll().execute(), [])
})
