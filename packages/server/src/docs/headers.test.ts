import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { openVillage } from '@pail/testkit'
import { NOT_SENT, SENT } from './headers.ts'

const village = await openVillage()
after(() => village.close())
const { ada, stranger, fetch } = village

/** The headers that clients of the real service have written down. */
const SEEN =
  `accept-ranges cache-control connection content-disposition content-encoding content-length content-type date etag
  expires last-modified server strict-transport-security transfer-encoding vary x-accepted-oauth-scopes x-amz-id-2
  x-amz-request-id x-amz-server-side-encryption x-amz-version-id x-asap-succeeded x-b3-spanid x-b3-traceid
  x-content-type-options x-credential-type x-dc-location x-envoy-upstream-service-time x-frame-options x-oauth-scopes
  x-render-time x-request-count x-request-id x-served-by x-static-version x-trace-id x-usage-input-ops
  x-usage-output-ops x-usage-system-time x-usage-user-time x-used-mesh x-version x-view-name x-xss-protection`.split(
    /\s+/,
  )
const named = (lines: typeof SENT) => lines.map(([name]) => name.toLowerCase())
const LIST = '/2.0/repositories/acme'
const read = async (path: string, encoding: string, more: Record<string, string> = {}) => {
  const headers = { 'accept-encoding': encoding, authorization: `Bearer ${await village.secret('ada')}`, ...more }
  const answer = await fetch(new Request(`http://pail.test${path}`, { headers }))
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('of every header of the real service it is said whether it is sent', async () => {
  const [sent, not] = [named(SENT), named(NOT_SENT)]
  assert.deepEqual(
    SEEN.filter(name => sent.includes(name) === not.includes(name)),
    [],
  )
  const page = await (await fetch(new Request('http://pail.test/docs/headers'))).text()
  for (const [name] of [...SENT, ...NOT_SENT]) assert.ok(page.includes(`<code>${name}</code>`), name)
})

test('no answer carries a header that is said not to be sent', async () => {
  const answers = await Promise.all([ada.get(LIST), stranger.get('/2.0/nothing'), ada.post(LIST, {}), ada.get('/docs')])
  for (const { headers } of answers)
    assert.deepEqual(
      named(NOT_SENT).filter(name => headers.has(name)),
      [],
    )
})

test('a document that is long enough is sent as gzip to those who ask for it, and to nobody else', async () => {
  const plain = await read(LIST, 'identity')
  assert.equal(plain.headers.get('content-encoding'), null)
  for (const encoding of ['gzip', 'br, GZIP;q=0.5', '*', 'deflate, x-gzip']) {
    const small = await read(LIST, encoding)
    assert.equal(small.headers.get('content-encoding'), 'gzip', encoding)
    assert.ok(small.bytes.length < plain.bytes.length / 2)
    assert.ok(gunzipSync(small.bytes).equals(plain.bytes))
    assert.match(small.headers.get('vary')!, /Accept-Encoding/)
  }
  for (const encoding of ['', 'br', 'gzip;q=0', 'gzip; q=0.0, *', 'identity, *;q=0', 'gzip;q=x'])
    assert.equal((await read(LIST, encoding)).headers.get('content-encoding'), null, encoding)
})

test('what was asked for as gzip is known again, as gzip and without', async () => {
  const { headers } = await read(LIST, 'gzip')
  const [weak, strong] = [headers.get('etag')!, (await read(LIST, 'identity')).headers.get('etag')!]
  assert.equal(weak, `W/${strong}`)
  for (const tag of [weak, strong])
    for (const encoding of ['gzip', 'identity'])
      assert.equal((await read(LIST, encoding, { 'if-none-match': tag })).status, 304)
})

test('short documents and what was written are sent as they are', async () => {
  const short = await read(`${LIST}/site?fields=slug`, 'gzip')
  assert.equal(short.headers.get('content-encoding'), null)
  const made = await ada.send('POST', `${LIST}/zipped`, { headers: { 'accept-encoding': 'gzip' } })
  assert.deepEqual([made.status, made.headers.get('content-encoding')], [200, null])
  assert.equal(made.headers.get('expires'), 'Thu, 01 Jan 1970 00:00:00 GMT')
})
