import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { ADMIN_TOKEN, certificate, startPail } from '@pail/testkit'

/** What a published connector for downloads tells of a list, by path and type. */
const LISTED = {
  values: 'array',
  'values.name': 'string',
  'values.size': 'number',
  'values.created_on': 'string',
  'values.user': 'object',
  'values.user.type': 'string',
  'values.user.links': 'object',
  'values.user.links.avatar': 'object',
  'values.user.links.avatar.href': 'string',
  'values.user.created_on': 'string',
  'values.user.display_name': 'string',
  'values.user.uuid': 'string',
  'values.user.account_id': 'string',
  'values.user.account_status': 'string',
  'values.user.kind': 'string',
  'values.downloads': 'number',
  'values.links': 'object',
  'values.links.self': 'object',
  'values.links.self.href': 'string',
  'values.type': 'string',
  pagelen: 'number',
  size: 'number',
  page: 'number',
}
const NEVER_KEPT = 'max-age=0, no-cache, no-store, must-revalidate'
const NAME = 'auto mitigation.txt'
const CONTENT = Buffer.from('one line of many\n'.repeat(100))

interface Told {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}
type Sent = { headers?: Record<string, string>; body?: Buffer }

/** Sends one request and nothing else: no redirect is followed, and nothing is unpacked. */
function ask(method: string, address: string, { headers = {}, body }: Sent = {}): Promise<Told> {
  return new Promise((resolve, reject) => {
    const request = address.startsWith('https:') ? overHttps : overHttp
    request(address, { method, headers, ca: readFileSync(cert) }, async answer =>
      resolve({ status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }),
    )
      .on('error', reject)
      .end(body)
  })
}

/** One server, and a repository of it with a token of its own, each named by uuid as the connector does. */
interface World {
  at: string
  authorization: string
}

const { cert, key } = certificate()
const servers = await Promise.all([startPail(), startPail({ PAIL_TLS_CERT: cert, PAIL_TLS_KEY: key })])
after(() => Promise.all(servers.map(pail => pail.stop())))
const worlds = await Promise.all(servers.map(({ origin }) => settle(origin)))
const [open, safe] = worlds as [World, World]

async function settle(origin: string): Promise<World> {
  const post = async (path: string, document: object) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
    const { body } = await ask('POST', origin + path, { headers, body: Buffer.from(JSON.stringify(document)) })
    return JSON.parse(body.toString())
  }
  const { uuid, workspace } = await post('/2.0/repositories/demo/files', { is_private: true })
  const { secret } = await post('/pail/1/repositories/demo/files/access-tokens', {
    name: 'connector',
    scopes: ['repository:write'],
  })
  const at = `${origin}/2.0/repositories/${workspace.uuid}/${uuid}/downloads`
  return { at, authorization: `Bearer ${secret}` }
}

function upload({ at, authorization }: World, name: string, content: Buffer): Promise<Told> {
  const disposition = `Content-Disposition: form-data; name="files"; filename="${name}"`
  const head = `--between\r\n${disposition}\r\nContent-Type: text/plain\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--between--\r\n')])
  return ask('POST', at, { headers: { authorization, 'content-type': 'multipart/form-data; boundary=between' }, body })
}

/** What every answer to the connector carries. */
function refuseBare(world: World, { headers }: Told): void {
  const isSafe = world === safe
  assert.equal(headers['strict-transport-security'], isSafe ? 'max-age=31536000' : undefined)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['x-frame-options'], 'SAMEORIGIN')
  assert.match(String(headers.vary), /Authorization, Origin/)
  assert.match(String(headers['x-request-id']), /^[0-9a-f-]{32,36}$/)
  assert.ok(headers.date)
}

function refuseOther(told: Told, status: number, headers: Record<string, string>): void {
  assert.equal(told.status, status, told.body.toString())
  for (const [name, value] of Object.entries(headers)) assert.equal(told.headers[name], value, name)
}

test('an upload answers 201 with JSON that says nothing, and is not to be kept', async () => {
  for (const world of worlds) {
    const told = await upload(world, NAME, CONTENT)
    refuseBare(world, told)
    refuseOther(told, 201, {
      'cache-control': NEVER_KEPT,
      'content-type': 'application/json; charset=utf-8',
      'x-credential-type': 'repo_access_token',
      'x-accepted-oauth-scopes': 'repository:write',
    })
    assert.ok(Date.parse(told.headers.expires!) < Date.now())
    assert.equal(told.body.toString(), '{}')
  }
})

test('a list tells every field that the connector reads, as gzip where it asks for that', async () => {
  for (const world of worlds) {
    for (let more = 0; more < 3; more++) await upload(world, `more ${more}.txt`, CONTENT)
    const headers = { authorization: world.authorization, 'accept-encoding': 'gzip' }
    const told = await ask('GET', world.at, { headers })
    refuseBare(world, told)
    refuseOther(told, 200, {
      'cache-control': 'private',
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'gzip',
      'x-accepted-oauth-scopes': 'repository',
    })
    assert.ok(told.headers['x-oauth-scopes']!.includes('repository:write'))
    const listed = JSON.parse(gunzipSync(told.body).toString())
    assert.deepEqual(Object.fromEntries(Object.keys(LISTED).map(path => [path, typeAt(listed, path)])), LISTED)
    assert.deepEqual([listed.size, listed.values.at(-1).name], [4, NAME])
  }
})

/** The type of what is at a path, where that of all that is listed is the same. */
function typeAt(listed: unknown, path: string): string {
  // biome-ignore lint/suspicious/noExplicitAny: whatever is there is looked at
  const found = path.split('.').reduce<any[]>((all, name) => all.flat().map(one => one?.[name]), [listed])
  const types = new Set(found.map(one => (Array.isArray(one) ? 'array' : one === null ? 'null' : typeof one)))
  return [...types].join(' or ')
}

test('a file is got from where it is led to, with what it is and since when', async () => {
  for (const world of worlds) {
    const { authorization } = world
    const told = await ask('GET', `${world.at}/${encodeURIComponent(NAME)}`, { headers: { authorization } })
    refuseBare(world, told)
    refuseOther(told, 302, { 'cache-control': NEVER_KEPT })
    const address = told.headers.location!
    assert.equal(new URL(address).origin, new URL(world.at).origin)
    const file = await ask('GET', address)
    refuseBare(world, file)
    refuseOther(file, 200, {
      'accept-ranges': 'bytes',
      'content-disposition': `attachment; filename="${NAME}"`,
      'content-length': String(CONTENT.length),
      'content-type': 'text/plain',
      'cache-control': 'private',
    })
    assert.ok(file.body.equals(CONTENT))
    const { etag, 'last-modified': since } = file.headers
    assert.match(etag!, /^"[^"]+"$/)
    assert.ok(Math.abs(Date.parse(since!) - Date.now()) < 600_000)
    assert.equal((await ask('GET', address, { headers: { 'if-none-match': etag! } })).status, 304)
    assert.equal((await ask('GET', address, { headers: { 'if-modified-since': since! } })).status, 304)
    const earlier = new Date(Date.parse(since!) - 60_000).toUTCString()
    assert.equal((await ask('GET', address, { headers: { 'if-modified-since': earlier } })).status, 200)
  }
})

test('a file is deleted with 204, and is not found then', async () => {
  for (const world of worlds) {
    const headers = { authorization: world.authorization }
    const address = `${world.at}/${encodeURIComponent(NAME)}`
    const told = await ask('DELETE', address, { headers })
    refuseBare(world, told)
    refuseOther(told, 204, { 'cache-control': NEVER_KEPT, 'content-type': 'text/html; charset=utf-8' })
    const gone = await ask('GET', address, { headers })
    assert.equal(gone.status, 404)
    assert.equal(JSON.parse(gone.body.toString()).type, 'error')
  }
})

test('a token that ended or never was is refused with 401, and does none of the four', async () => {
  const wrong = { ...open, authorization: 'Bearer ATCTT-nothing' }
  const headers = { authorization: wrong.authorization }
  assert.equal((await upload(wrong, 'wrong.txt', CONTENT)).status, 401)
  for (const [method, address] of [
    ['GET', open.at],
    ['GET', `${open.at}/more%200.txt`],
    ['DELETE', `${open.at}/more%200.txt`],
  ] as const)
    assert.equal((await ask(method, address, { headers })).status, 401, `${method} ${address}`)
  const there = await ask('GET', `${open.at}/more%200.txt`, { headers: { authorization: open.authorization } })
  assert.equal(there.status, 302)
})
