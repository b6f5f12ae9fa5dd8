import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { ORIGIN, openVillage } from '@pail/testkit'
import { Answer, Sent } from './answer.ts'
import { operation } from './operation.ts'
import { serve } from './serve.ts'
import { anybody } from './target.ts'

const village = await openVillage()
after(() => village.close())

const streams: Readable[] = []
const stream = () => {
  const made = Readable.from([Buffer.from('a'), Buffer.from('b')])
  streams.push(made)
  return made
}
const open = { scope: [], on: anybody, summary: 'Try', sends: 'text/plain' }
const fetch = serve(
  village.forge,
  [
    operation({
      ...open,
      id: 'try.rest',
      route: 'GET /2.0/try/{ref}/{path+}',
      handle: async ({ params }) => new Sent(`${params.ref}:${params.path}`, { type: 'text/plain' }),
    }),
    operation({
      ...open,
      id: 'try.any',
      route: 'GET /2.0/any/{path*}',
      handle: async ({ params }) => new Sent(`[${params.path}]`, { type: 'text/plain', headers: { etag: '"1"' } }),
    }),
    operation({
      ...open,
      id: 'try.stream',
      route: 'GET /2.0/stream',
      handle: async () => new Sent(stream(), { type: 'text/plain', headers: { etag: '"2"' } }),
    }),
    operation({
      ...open,
      id: 'try.away',
      route: 'GET /2.0/away',
      handle: async () => new Answer(undefined, { status: 302, headers: { location: '/2.0/any' } }),
    }),
    operation({
      ...open,
      id: 'try.web',
      route: 'GET /{workspace}/{repo_slug}',
      handle: async ({ params }) => new Sent(params.workspace, { type: 'text/plain' }),
    }),
  ],
  [],
)
const get = (path: string, init?: RequestInit) => fetch(new Request(ORIGIN + path, init))
const text = async (path: string) => (await get(path)).text()

test('an address of the API is never taken for one of the web', async () => {
  assert.equal((await get('/2.0/nothing')).status, 404)
  assert.equal(await text('/acme/site.thing'), 'acme')
})

test('a rest that must be something is not found where there is none', async () => {
  assert.equal((await get('/2.0/try/main')).status, 404)
  assert.equal((await get('/2.0/try/main/')).status, 404)
})

test('the last parameter takes the rest of the path, its slashes written or escaped', async () => {
  assert.equal(await text('/2.0/try/main/a/b%20c.txt'), 'main:a/b c.txt')
  assert.equal(await text('/2.0/try/feature%2Fx/a%2Fb'), 'feature/x:a/b')
  assert.equal(await text('/2.0/try/main/100%2525'), 'main:100%25')
})

test('a rest that may be nothing is empty then', async () => {
  assert.equal(await text('/2.0/any'), '[]')
  assert.equal(await text('/2.0/any/'), '[]')
  assert.equal(await text('/2.0/any/a/b/'), '[a/b]')
})

test('bytes that the caller has are not sent again, and nothing goes on making them', async () => {
  const known = await get('/2.0/stream', { headers: { 'if-none-match': '"2"' } })
  assert.equal(known.status, 304)
  assert.equal(streams.at(-1)!.destroyed, true)
})

test('HEAD has the length where it is known, and leaves no stream behind', async () => {
  const any = await get('/2.0/any', { method: 'HEAD' })
  assert.deepEqual([any.status, any.headers.get('content-length'), await any.text()], [200, '2', ''])
  assert.equal((await get('/2.0/stream', { method: 'HEAD' })).status, 200)
  assert.equal(streams.at(-1)!.destroyed, true)
})

test('a stream that is not read to its end is ended', async () => {
  const answer = await get('/2.0/stream')
  await answer.body!.cancel()
  assert.equal(streams.at(-1)!.destroyed, true)
  assert.equal(await text('/2.0/stream'), 'ab')
})

test('a redirect names where to go', async () => {
  const answer = await get('/2.0/away')
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/2.0/any'])
})
