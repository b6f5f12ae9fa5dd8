import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { listen } from '@pail/testkit'
import { openLog } from './log.ts'
import { straightAway, streaming } from './straight.ts'

const head = { status: 206, headers: { 'content-type': 'text/plain', 'x-request-id': '1' } }
async function* broken() {
  yield 'half'
  throw new Error('the disk is gone')
}
const answers: Record<string, () => Response> = {
  '/whole': () => streaming(Readable.from(['on', 'ce']), head),
  '/broken': () => streaming(Readable.from(broken()), head),
  '/other': () => new Response('other'),
}
const straight = straightAway(async ({ url }) => answers[new URL(url).pathname]!(), openLog('silent'))
const { origin, close } = await listen(getRequestListener(straight))
after(close)

test('an answer that breaks off is not taken for a whole one', async () => {
  const [answer] = await once(get(`${origin}/broken`, { agent: false }), 'response')
  await assert.rejects(text(answer))
})

test('a stream goes to its connection with the status and the headers of the answer', async () => {
  const answer = await fetch(`${origin}/whole`)
  assert.deepEqual([answer.status, answer.headers.get('x-request-id'), await answer.text()], [206, '1', 'once'])
})

test('any other answer goes its usual way', async () => {
  assert.equal(await (await fetch(`${origin}/other`)).text(), 'other')
})

test('without a connection a stream is read as any answer is, and given up by whoever cancels it', async () => {
  assert.equal(await streaming(Readable.from(['a', 'b'].map(Buffer.from)), head).text(), 'ab')
  const content = Readable.from(['never read'])
  await streaming(content, head).body!.cancel()
  assert.ok(content.destroyed)
})
