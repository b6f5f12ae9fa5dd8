import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { now } from '@pail/server/kernel/clock'
import type { Operation } from '@pail/server/kernel/operation'
import { closure, suffices } from '@pail/server/kernel/scopes'
import { issueAccess } from '@pail/server/resources/oauth/issue'
import * as grants from '@pail/server/resources/oauth/store'
import { OFFERED } from '@pail/server/resources/workspaces/access-tokens/access-token'
import * as consumers from '@pail/server/resources/workspaces/consumers/store'
import { operations } from '@pail/server/slices'
import { type Answered, type Caller, caller, ORIGIN } from '@pail/testkit'
import { sampleOf } from './sample.ts'
import { openWorld } from './world.ts'

/**
 * Every operation against every kind of caller. What is expected follows from the declarations alone, so that an
 * operation is held to it on the day it is written. Only calls that must be refused are made with methods that write.
 */
const { village, app, address } = await openWorld()
after(() => village.close())
const { ada, bob, root } = village

const INVALID = 'Token is invalid, expired, or not supported for this endpoint.'
const reader = await makeReader()
const tokens = {
  vault: await accessToken('repositories/acme/vault', OFFERED.repository),
  site: await accessToken('repositories/acme/site', OFFERED.repository),
  project: await accessToken('workspaces/acme/projects/SITE', OFFERED.project),
  workspace: await accessToken('workspaces/acme', OFFERED.workspace),
}

async function makeReader(): Promise<Caller> {
  await root.post('/pail/1/users', { username: 'rhea', email: 'rhea@example.com' })
  await ada.put('/pail/1/workspaces/acme/members/rhea', { permission: 'member' })
  await ada.put('/2.0/repositories/acme/vault/permissions-config/users/rhea', { permission: 'read' })
  const { body } = await root.post('/pail/1/users/rhea/tokens', { name: 'swept', scopes: ['*'] })
  return caller(village.fetch, body.secret)
}

async function accessToken(holder: string, scopes: readonly string[]): Promise<Caller> {
  const { status, body } = await ada.post(`/pail/1/${holder}/access-tokens`, { name: 'matrix', scopes })
  assert.equal(status, 201, JSON.stringify(body))
  return caller(village.fetch, body.secret)
}

const call = (by: Caller, operation: Operation, at = address(operation)): Promise<Answered> =>
  by.send(operation.method, at, operation.body ? { body: sampleOf(operation.body) } : {})

const isInRepository = ({ path }: Operation) => path.includes('{repo_slug}')
const reading = operations.filter(one => one.method === 'GET')
const isPersonal = ({ target }: Operation) => target.isPersonal === true
const may = ({ needs }: Operation, scopes: readonly string[]) => suffices(closure(scopes), needs)

/** Complaints about the operations among these whose answer is not as it must be. */
async function faultsAmong(
  among: readonly Operation[],
  by: Caller,
  isRight: (answer: Answered, operation: Operation) => boolean | Promise<boolean>,
): Promise<string[]> {
  const faults: string[] = []
  for (const operation of among) {
    const answer = await call(by, operation)
    if (!(await isRight(answer, operation)))
      faults.push(`${operation.id}: ${answer.status} ${answer.body?.error?.message}`)
  }
  return faults
}

const isInvalid = ({ status, body }: Answered) => status === 401 && body.error.message === INVALID
const isDenied = ({ status, body }: Answered) => status === 403 && body.error.detail?.required === undefined

test('a token that has expired opens nothing, not even what is open to everybody', async () => {
  const { body } = await root.post('/pail/1/users/ada/tokens', { name: 'expired', scopes: ['*'] })
  const uuid = body.uuid.slice(1, -1)
  await village.forge.database.transact(tx =>
    tx.updateTable('tokens').set({ expires_on: '2020-01-01T00:00:00.000Z' }).where('uuid', '=', uuid).execute(),
  )
  assert.deepEqual(await faultsAmong(operations, caller(village.fetch, body.secret), isInvalid), [])
})

test('a token that is revoked opens nothing', async () => {
  const { body } = await root.post('/pail/1/users/ada/tokens', { name: 'revoked', scopes: ['*'] })
  const revoked = caller(village.fetch, body.secret)
  assert.equal((await revoked.get('/2.0/user')).status, 200)
  await root.delete(`/pail/1/users/ada/tokens/${encodeURIComponent(body.uuid)}`)
  assert.deepEqual(await faultsAmong(operations, revoked, isInvalid), [])
})

test('a token that is revoked while a body comes changes nothing, wherever a body is read', async () => {
  const { body: token } = await root.post('/pail/1/users/root/tokens', { name: 'halfway', scopes: ['*'] })
  const reads = operations.filter(one => one.body ?? one.reads)
  const arrived = Promise.withResolvers<void>()
  const revoked = Promise.withResolvers<void>()
  let waiting = reads.length
  const answers = reads.map(async operation => {
    const [type, first, last] = piecesFor(operation)
    const body = new ReadableStream(
      {
        start: to => to.enqueue(Buffer.from(first)),
        async pull(to) {
          if (--waiting === 0) arrived.resolve()
          await revoked.promise
          to.enqueue(Buffer.from(last))
          to.close()
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { authorization: `Bearer ${token.secret}`, 'content-type': type }
    const sent = { method: operation.method, headers, body, duplex: 'half' } as RequestInit
    const answer = await village.fetch(new Request(ORIGIN + address(operation), sent))
    const { error } = (await answer.json()) as { error?: { message: string } }
    return answer.status === 401 && error?.message === INVALID ? [] : [`${operation.id}: ${answer.status}`]
  })
  await arrived.promise
  // Only a body that is long in coming is asked about again.
  await pause(150)
  await root.delete(`/pail/1/users/root/tokens/${encodeURIComponent(token.uuid)}`)
  revoked.resolve()
  assert.deepEqual((await Promise.all(answers)).flat(), [])
})

/** The type of a body, and two halves of it. */
function piecesFor({ body, reads }: Operation): [string, string, string] {
  if (reads)
    return [`${reads[0]}; boundary=x`, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', 'a\r\n--x--\r\n']
  const text = JSON.stringify(sampleOf(body!))
  return ['application/json', text.slice(0, 1), text.slice(1)]
}

test('a suspended account opens nothing, whatever it administers', async () => {
  await root.post('/pail/1/users', { username: 'sid', email: 'sid@example.com', is_admin: true })
  const { body } = await root.post('/pail/1/users/sid/tokens', { name: 'swept', scopes: ['*'] })
  await root.put('/pail/1/users/sid', { status: 'suspended' })
  assert.deepEqual(await faultsAmong(operations, caller(village.fetch, body.secret), isInvalid), [])
})

test('who only reads a repository changes nothing in it', async () => {
  const writing = operations.filter(one => isInRepository(one) && ['write', 'admin'].includes(one.target.grade))
  assert.ok(writing.length > 0)
  assert.deepEqual(await faultsAmong(writing, reader, isDenied), [])
})

test('who writes to a repository, a project or in a workspace does not administer it', async () => {
  const administering = operations.filter(
    one => one.target.grade === 'admin' && /\{(workspace|username|repo_slug|project_key)\}/.test(one.path),
  )
  assert.ok(administering.length > 0)
  assert.deepEqual(await faultsAmong(administering, bob, isDenied), [])
})

test('who reads a repository reads all of it that is not for those who administer it', async () => {
  const open = reading.filter(one => isInRepository(one) && one.target.grade === 'read')
  assert.deepEqual(await faultsAmong(open, reader, ({ status }) => status < 400), [])
})

test('what is a person’s to do is done by no access token', async () => {
  const personal = operations.filter(isPersonal)
  assert.ok(personal.length > 0)
  for (const [name, token] of Object.entries(tokens)) {
    const scopes = OFFERED[name === 'site' || name === 'vault' ? 'repository' : (name as 'project')]
    const faults = await faultsAmong(personal, token, (answer, operation) =>
      may(operation, scopes) ? isInvalid(answer) : [401, 403].includes(answer.status),
    )
    assert.deepEqual(faults, [], name)
  }
})

test('the token of another repository sees a private one as an outsider does', async () => {
  const others = operations.filter(one => isInRepository(one) && !isPersonal(one) && may(one, OFFERED.repository))
  const faults = await faultsAmong(others, tokens.site, async ({ status, body }, operation) => {
    const missing = await call(tokens.site, operation, address(operation).replace('/vault', '/no-such'))
    return (
      status >= 400 &&
      status < 500 &&
      status === missing.status &&
      JSON.stringify(body) === JSON.stringify(missing.body)
    )
  })
  assert.deepEqual(faults, [])
})

test('a token of the repository, its project or its workspace reads what its scopes open, and no more', async () => {
  const inside = reading.filter(one => isInRepository(one) && !isPersonal(one))
  for (const level of ['vault', 'project', 'workspace'] as const) {
    const scopes = OFFERED[level === 'vault' ? 'repository' : level]
    const faults = await faultsAmong(inside, tokens[level], ({ status, body }, operation) =>
      may(operation, scopes) ? status < 400 : status === 403 && body.error.detail?.required !== undefined,
    )
    assert.deepEqual(faults, [], level)
  }
})

test('a token of a repository or project administers nothing of the workspace', async () => {
  const around = operations.filter(
    one => one.target.grade === 'admin' && !isInRepository(one) && !one.path.includes('{project_key}'),
  )
  for (const token of [tokens.vault, tokens.project])
    assert.deepEqual(await faultsAmong(around, token, ({ status }) => [401, 403].includes(status)), [])
})

test('an app password opens what an API token opens', async () => {
  const scopes = ['account', 'email', 'repository', 'project', 'pipeline', 'repository:admin', 'project:admin']
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'app', kind: 'app_password', scopes })
  const basic = `Basic ${Buffer.from(`ada:${body.secret}`).toString('base64')}`
  const byToken = await village.as('ada', scopes)
  const faults: string[] = []
  for (const operation of reading) {
    const [one, other] = [
      await village.stranger.get(address(operation), { headers: { authorization: basic } }),
      await call(byToken, operation),
    ]
    if (one.status !== other.status) faults.push(`${operation.id}: ${one.status} and ${other.status}`)
  }
  assert.deepEqual(faults, [])
})

test('an OAuth 2 token opens to a person what an API token opens', async () => {
  const scopes = ['account', 'email', 'repository', 'project', 'pipeline', 'repository:admin', 'project:admin']
  const { consumer } = await consumerWith(scopes)
  const { uuid } = village.users.ada
  const { access_token } = await village.forge.database.transact(async tx => {
    const named = { uuid: randomUUID(), consumerUuid: consumer.uuid, userUuid: uuid }
    const grant = { ...named, kind: 'implicit', scopes, createdOn: now() } as const
    await grants.create(tx, grant)
    return issueAccess(tx, { grant, consumer })
  })
  const [byOauth, byToken] = [caller(village.fetch, access_token), await village.as('ada', scopes)]
  const faults: string[] = []
  for (const operation of reading) {
    const [one, other] = [await call(byOauth, operation), await call(byToken, operation)]
    if (one.status !== other.status) faults.push(`${operation.id}: ${one.status} and ${other.status}`)
  }
  assert.deepEqual(faults, [])
})

test('what acts for a workspace by OAuth 2 does nothing that is a person’s to do', async () => {
  const { key, secret } = await consumerWith(OFFERED.workspace)
  const { body } = await village.stranger.post(
    '/site/oauth2/access_token',
    new URLSearchParams({ grant_type: 'client_credentials', client_id: key, client_secret: secret }),
  )
  const faults = await faultsAmong(
    operations.filter(isPersonal),
    caller(village.fetch, body.access_token),
    (answer, operation) => (may(operation, OFFERED.workspace) ? isInvalid(answer) : [401, 403].includes(answer.status)),
  )
  assert.deepEqual(faults, [])
})

test('a Connect app does nothing that is a person’s to do', async () => {
  const isRefused = ({ status }: Answered) => [401, 403].includes(status)
  assert.deepEqual(await faultsAmong(operations.filter(isPersonal), app, isRefused), [])
})

async function consumerWith(scopes: readonly string[]) {
  const { body } = await ada.post('/pail/1/workspaces/acme/consumers', { name: `Swept ${randomUUID()}`, scopes })
  const { key, secret } = body as { key: string; secret: string }
  return { key, secret, consumer: (await consumers.seek(village.forge.database.reader, key))! }
}

test('permissions, tokens and what is of the caller alone are a person’s to look after', () => {
  const expected =
    /^\/2\.0\/user(\/|$)|\/permissions(-config)?(\/|$)|\/access-tokens|^\/pail\/1\/user\/|\/consumers|\/addons|\/audit/
  const faults = operations.filter(one => expected.test(one.path) && !isPersonal(one)).map(one => one.id)
  assert.deepEqual(faults, [])
})
