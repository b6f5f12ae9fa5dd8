import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLimited } from './read-limited.ts'

const sent = (body: ReadableStream<Uint8Array>) =>
  new Request('http://pail.test/', { method: 'POST', body, duplex: 'half' } as RequestInit)

test('a body that never ends in time is given up, and its sender told to stop', async () => {
  let isStopped = false
  const body = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new Uint8Array(3)),
    cancel: () => void (isStopped = true),
  })
  const read = Array.fromAsync(readLimited(sent(body), 20))
  await assert.rejects(read, { name: 'TooSlow' })
  assert.equal(isStopped, true)
})
