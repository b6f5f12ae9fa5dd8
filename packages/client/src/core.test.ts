import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Core } from './core.ts'

const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init)

/** A server that answers from a list, and remembers what it was asked. */
function scripted(...answers: Response[]) {
  const asked: Request[] = []
  const fetch = async (request: Request) => {
    asked.push(request)
    return answers.shift()!
  }
  return { asked, core: new Core({ url: 'http://pail.test', token: 'secret', fetch }) }
}

test('a refusal without an error object is told by its status', async () => {
  const { core } = scripted(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
  await assert.rejects(core.send('GET', '/2.0/user'), { status: 502, message: '502 Bad Gateway' })
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
