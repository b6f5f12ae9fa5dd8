import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readPatiently } from './read-patiently.ts'

const sent = (pull: (to: ReadableStreamDefaultController<Uint8Array>) => Promise<void>) =>
  new Request('http://pail.test/', {
    method: 'POST',
    body: new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }),
    duplex: 'half',
  } as RequestInit)
const dripping = (times: number) =>
  sent(async to => {
    await wait(10)
    if (times-- > 0) to.enqueue(new Uint8Array(100))
    else to.close()
  })

test('a body that only drips is given up', async () => {
  const read = Array.fromAsync(readPatiently(dripping(1000), bytes => 50 + bytes / 100))
  await assert.rejects(read, { name: 'TooSlow' })
})

test('a body that keeps its pace takes as long as it is', async () => {
  const pieces = await Array.fromAsync(readPatiently(dripping(20), bytes => 100 + bytes))
  assert.equal(pieces.length, 20)
})

test('what the reader does meanwhile is not held against the sender', async () => {
  let count = 0
  for await (const _ of readPatiently(dripping(3), () => 100)) {
    await wait(100)
    count++
  }
  assert.equal(count, 3)
})
