import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { lineOf, packet, packets } from './pkt-line.ts'
import { dataBand, progressBand } from './side-band.ts'
import { WireReader } from './wire-reader.ts'

const reader = (...chunks: string[]) =>
  new WireReader(
    (async function* () {
      yield* chunks.map(chunk => Buffer.from(chunk))
    })(),
  )

test('a length that is no length is refused', () => {
  assert.throws(() => packets(Buffer.from('xyz1abc')), Invalid)
  assert.throws(() => packets(Buffer.from('0003')), Invalid)
  assert.throws(() => packets(Buffer.from('fff1aaaa')), Invalid)
  assert.throws(() => packets(Buffer.from('-001')), Invalid)
})

test('a request that ends inside a packet is refused', async () => {
  assert.throws(() => packets(Buffer.from('0009abc')), Invalid)
  await assert.rejects(reader('0009', 'ab').next(), Invalid)
  await assert.rejects(reader('00').next(), Invalid)
})

test('a packet holds no more than the protocol allows', () => {
  assert.equal(packet(Buffer.alloc(65516)).length, 65520)
  assert.throws(() => packet(Buffer.alloc(65517)), Invalid)
})

test('packets are read however the stream is cut', async () => {
  const stream = reader('00', '0ahel', 'lo\n0', '0000001', 'PAC', 'K')
  const first = await stream.next()
  assert.equal(first.type === 'data' && lineOf(first.data), 'hello')
  assert.deepEqual(
    [await stream.next(), await stream.next()].map(({ type }) => type),
    ['flush', 'delim'],
  )
  assert.equal((await stream.peek(4)).toString(), 'PACK')
  const rest: Buffer[] = []
  for await (const chunk of stream.rest()) rest.push(chunk)
  assert.equal(Buffer.concat(rest).toString(), 'PACK')
})

test('a long answer takes as many packets as it needs', () => {
  const sizes = packets(dataBand(Buffer.alloc(100_000))).map(read => (read.type === 'data' ? read.data.length : 0))
  assert.deepEqual(sizes, [65516, 100_000 - 65515 + 1])
})

test('terminal commands are not passed on to whoever pushes', () => {
  assert.equal(progressBand('\x1b[31mred\r\n').toString().includes('\x1b'), false)
})
