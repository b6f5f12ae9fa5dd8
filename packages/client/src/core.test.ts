import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Core } from './core.ts'
import { type ApiError, Broken } from './error.ts'
import { playing } from './testing.ts'

const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init)

const scripted = (...answers: (Response | Error)[]) => {
  const { asked, fetch } = playing(...answers)
  return { asked, core: new Core({ url: 'http://pail.test', auth: 'secret', fetch, retries: 2 }) }
}

test('a refusal without an error object is told by its status', async () => {
  const { core } = scripted(
    new Response('<html>', { status: 502, statusText: 'Bad Gateway', headers: { 'content-type': 'text/html' } }),
  )
  await assert.rejects(core.send('POST', '/2.0/user'), { status: 502, message: '502 Bad Gateway', text: '<html>' })
})

test('a request is sent again when the server says when', async () => {
  const busy = () => json({}, { status: 429, headers: { 'retry-after': '0' } })
  const { core, asked } = scripted(busy(), busy(), json({ name: 'site' }))
  assert.deepEqual(await core.send('POST', '/x', {}, { a: 1 }), { name: 'site' })
  assert.deepEqual(await Promise.all(asked.map(request => request.text())), ['{"a":1}', '{"a":1}', '{"a":1}'])
})

test('a creation that may have been done is not sent again', async () => {
  const { core, asked } = scripted(json({}, { status: 503, headers: { 'retry-after': '0' } }))
  await assert.rejects(core.send('POST', '/x'), { status: 503 })
  assert.equal(asked.length, 1)
})

test('a wait that is too long is left to the caller', async () => {
  const { core } = scripted(json({}, { status: 429, headers: { 'retry-after': '3600' } }))
  await assert.rejects(core.send('GET', '/x'), { status: 429 })
})

test('a list that hands out tokens is followed to its end, on our own server only', async () => {
  const { core, asked } = scripted(
    json({ values: [1, 2], pagelen: 2, next: 'http://elsewhere.test/2.0/things?page=abc&pagelen=2' }),
    json({ values: [3], pagelen: 2 }),
  )
  assert.deepEqual(await core.list<number>('/2.0/things', { pagelen: 2 }).all(), [1, 2, 3])
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['http://pail.test/2.0/things?pagelen=2', 'http://pail.test/2.0/things?page=abc&pagelen=2'],
  )
})

test('a list that was not asked for asks nothing', () => {
  const { core, asked } = scripted()
  core.list('/2.0/things')
  assert.equal(asked.length, 0)
})

test('names are encoded in the path, and what is undefined is left out of the query', async () => {
  const { core, asked } = scripted(json({}))
  await core.send('GET', '/2.0/a/{name}', { name: 'x/y?', role: undefined, tag: ['a', 'b'] })
  assert.equal(asked[0]?.url, 'http://pail.test/2.0/a/x%2Fy%3F?tag=a&tag=b')
})

test('a page without values, and pages that lead in circles, are no end of a list', async () => {
  const { core } = scripted(json({ next: '/2.0/things?page=2' }))
  await assert.rejects(core.list('/2.0/things').all(), Broken)
  const again = { values: [1], next: 'http://pail.test/2.0/things?page=2' }
  const circling = scripted(json(again), json(again), json(again))
  await assert.rejects(circling.core.list('/2.0/things').all(), /circles/)
  assert.equal(circling.asked.length, 2)
})

test('an answer that breaks off is asked for anew, and told when it never comes whole', async () => {
  const cut = () => new Response('{"name": "si', { headers: { 'content-type': 'application/json' } })
  const mended = scripted(cut(), json({ name: 'site' }))
  assert.deepEqual(await mended.core.send('GET', '/x'), { name: 'site' })
  const broken = scripted(cut(), cut(), cut())
  await assert.rejects(broken.core.send('GET', '/x'), Broken)
  const made = scripted(cut())
  await assert.rejects(made.core.send('POST', '/x'), Broken)
  assert.equal(made.asked.length, 1)
})

test('a document that never ends is given up and asked for anew', async () => {
  const endless = ({ signal }: Request) =>
    new ReadableStream({ start: stream => signal.addEventListener('abort', () => stream.error(signal.reason)) })
  let count = 0
  const core = new Core({
    url: 'http://pail.test',
    timeoutSeconds: 0.02,
    fetch: async request =>
      ++count === 1
        ? new Response(endless(request), { headers: { 'content-type': 'application/json' } })
        : json({ a: 1 }),
  })
  assert.deepEqual(await core.send('GET', '/x'), { a: 1 })
})

test('an aborted call ends, also between two tries', async () => {
  const control = new AbortController()
  const { core, asked } = scripted(json({}, { status: 429, headers: { 'retry-after': '50' } }))
  const ended = assert.rejects(core.with({ signal: control.signal }).send('GET', '/x'), { name: 'AbortError' })
  while (asked.length === 0) await new Promise(setImmediate)
  control.abort()
  await ended
})

test('a refusal names the scopes that are missing', async () => {
  const error = { message: 'no', detail: { required: ['repository', 'account'], granted: ['account'] } }
  const { core } = scripted(json({ error }, { status: 403 }))
  const refusal = await core.send('GET', '/2.0/x').catch((failure: ApiError) => failure)
  assert.deepEqual((refusal as ApiError).missingScopes, ['repository'])
  assert.equal((refusal as ApiError).request, 'GET /2.0/x')
})

test('a limit told as a line of text is told as that', async () => {
  const limit = 'Rate limit for this resource has been exceeded'
  const tooOften = new Response(limit, { status: 429, headers: { 'retry-after': '3600' } })
  const { core } = scripted(tooOften)
  await assert.rejects(core.send('GET', '/x'), { status: 429, message: limit })
})
