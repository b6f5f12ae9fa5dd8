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
  await assert.rejects(read('--b-bad\r\n\r\n\r\n--b-b--'), { name: 'Invalid' })
})

test('a boundary must be named', () => {
  assert.throws(() => boundaryOf('multipart/form-data'), { name: 'Invalid' })
  assert.equal(boundaryOf('multipart/form-data; charset=utf-8; Boundary="a b"'), 'a b')
  assert.equal(boundaryOf('multipart/form-data; boundary=--x;charset=utf-8'), '--x')
})

test('parts are the same in whatever pieces they come', async () => {
  const content = 'line\r\n--b-\r\n\r\n--b\r\r\n--'
  const body = `before\r\n${part('a', content)}${part('b', '')}--b-b \t\r\n\r\nbare\r\n--b-b--\r\nafter`
  for (let size = 1; size < body.length; size++)
    assert.deepEqual(await read(body, size), [
      ['a', content],
      ['b', ''],
      [undefined, 'bare'],
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

test('whoever stops reading stops the sender', async () => {
  let isStopped = false
  async function* endless() {
    try {
      yield Buffer.from('--b-b\r\n\r\n')
      for (;;) yield Buffer.alloc(1000)
    } finally {
      isStopped = true
    }
  }
  for await (const _ of partsOf(endless(), 'b-b')) break
  assert.equal(isStopped, true)
})
