import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaryOf, partsOf } from './multipart.ts'

/** In pieces of so many bytes. */
async function* pieces(body: Buffer, size: number) {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

const read = async (body: Buffer | string, size = 7) => {
  const found: [string | undefined, string][] = []
  for await (const { headers, content } of partsOf(pieces(Buffer.from(body), size), 'b-b'))
    found.push([headers.get('x-name'), Buffer.concat(await Array.fromAsync(content)).toString('latin1')])
  return found
}
const part = (name: string, content: string) => `--b-b\r\nX-Name: ${name}\r\n\r\n${content}\r\n`

test('a body that ends before its last boundary is refused', async () => {
  const complaint = { particulars: { detail: 'The body ends before its last boundary.' } }
  await assert.rejects(read(''), complaint)
  await assert.rejects(read(part('a', 'one')), complaint)
  await assert.rejects(read('--b-b\r\nX-Name: a\r\n'), complaint)
})

test('headers are refused that are too long, no text, or none', async () => {
  await assert.rejects(read(`--b-b\r\nX-Name: ${'a'.repeat(20_000)}\r\n\r\n\r\n--b-b--`), { name: 'TooLarge' })
  await assert.rejects(read(`--b-b\r\n${'a'.repeat(200_000)}`, 4096), { name: 'TooLarge' })
  await assert.rejects(read(Buffer.from('--b-b\r\nX-Name: \xff\r\n\r\n\r\n--b-b--', 'latin1')), { name: 'Invalid' })
  await assert.rejects(read('--b-b\r\n: a\r\n\r\n\r\n--b-b--'), { name: 'Invalid' })
  await assert.rejects(read('--b-b\r\nX-Name: a\r\n--b-b--'), { name: 'Invalid' })
  await assert.rejects(read('--b-b\r\nX-Name: a\nb\r\n\r\n\r\n--b-b--'), { name: 'Invalid' })
  await assert.rejects(read('--b-bad\r\n\r\n\r\n--b-b--'), { name: 'Invalid' })
  await assert.rejects(read(`--b-b\r\n${'X-Name: a\r\n'.repeat(100)}\r\n\r\n--b-b--`), { name: 'TooLarge' })
  await assert.rejects(read('--b-b\r\n\r\nbare\r\n--b-b--'), {
    particulars: { detail: 'A part has no headers that can be read.' },
  })
})

test('headers that begin late in a long piece are not taken for long ones', async () => {
  const body = `${part('a', 'x'.repeat(100_000))}${part('b', 'y')}--b-b--`
  for (const size of [100_070, 100_090, 200_000]) assert.equal((await read(body, size))[1]?.[0], 'b')
})

test('a boundary must be named', () => {
  assert.throws(() => boundaryOf('multipart/form-data'), { name: 'Invalid' })
  assert.throws(() => boundaryOf(`multipart/form-data; boundary="${'a'.repeat(300)}"`), { name: 'Invalid' })
  assert.throws(() => boundaryOf('multipart/form-data; boundary="\xe9"'), { name: 'Invalid' })
  assert.equal(boundaryOf('multipart/form-data; charset=utf-8; Boundary="a b"'), 'a b')
  assert.equal(boundaryOf('multipart/form-data; boundary=--x;charset=utf-8'), '--x')
})

test('parts are the same in whatever pieces they come', async () => {
  const content = 'line\r\n--b-\r\n\r\n--b\r\r\n--'
  const body = `before\r\n${part('a', content)}${part('b', '')}${part('folded\r\n é', 'z')}--b-b--\r\nafter`
  for (let size = 1; size < body.length; size++)
    assert.deepEqual(await read(body, size), [
      ['a', content],
      ['b', ''],
      ['folded é', 'z'],
    ])
})

test('what is not read of a part is passed over', async () => {
  const names: (string | undefined)[] = []
  const body = Buffer.from(`${part('a', 'x'.repeat(100))}${part('b', 'y'.repeat(100))}${part('c', '')}--b-b--`)
  for await (const { headers, content } of partsOf(pieces(body, 9), 'b-b')) {
    names.push(headers.get('x-name'))
    if (headers.get('x-name') === 'b') for await (const _ of content) break
  }
  assert.deepEqual(names, ['a', 'b', 'c'])
})

test('a sender is asked for no more than is read', async () => {
  let sent = 0
  async function* counted() {
    yield Buffer.from('--b-b\r\nX-Name: a\r\n\r\n')
    for (; sent < 3000; sent++) yield Buffer.alloc(65_536, '\r\n--b')
    yield Buffer.from(`\r\n${part('b', '').repeat(2000)}--b-b--`)
  }
  let [read, parts] = [0, 0]
  for await (const { content } of partsOf(counted(), 'b-b')) {
    parts++
    for await (const piece of content) {
      read += piece.length
      assert.ok(sent * 65_536 - read < 100_000)
    }
  }
  assert.deepEqual([read, parts], [3000 * 65_536, 2001])
})

test('what goes wrong while a body comes is told to whoever reads it', async () => {
  async function* broken() {
    yield Buffer.from('--b-b\r\nX-Name: a\r\n\r\nbegun')
    throw new Error('gone')
  }
  await assert.rejects(
    Array.fromAsync(partsOf(broken(), 'b-b'), ({ content }) => Array.fromAsync(content)),
    { message: 'gone' },
  )
})

test('whoever stops reading stops the sender', async () => {
  let isStopped = false
  async function* endless() {
    try {
      yield Buffer.from('--b-b\r\nX-Name: a\r\n\r\n')
      for (;;) yield Buffer.alloc(1000)
    } finally {
      isStopped = true
    }
  }
  for await (const _ of partsOf(endless(), 'b-b')) break
  assert.equal(isStopped, true)
})
