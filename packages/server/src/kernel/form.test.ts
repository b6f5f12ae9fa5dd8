import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid, TooLarge } from '@pail/failures'
import { Type } from 'typebox'
import { checked, readBody } from './body.ts'

const schema = Type.Object({
  name: Type.Optional(Type.String()),
  is_private: Type.Optional(Type.Boolean()),
  rank: Type.Optional(Type.Integer()),
  website: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  parent: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  include: Type.Optional(Type.Union([Type.Array(Type.String()), Type.String()])),
  exclude: Type.Optional(Type.Array(Type.String())),
  project: Type.Optional(Type.Union([Type.Object({ key: Type.Optional(Type.String()) }), Type.Null()])),
})
const read = async (body: unknown, type?: string) => {
  const headers = type === undefined ? {} : { 'content-type': type }
  const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {}
  const sent = { method: 'POST', body: body as string, headers, ...duplex }
  return checked(schema, await readBody(new Request('http://pail.test/', sent), schema))
}
const form = (text: string) => read(text, 'application/x-www-form-urlencoded')
const multipart = (fields: Record<string, string | Blob>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return read(data)
}

test('a value that does not fit its type is refused', async () => {
  await assert.rejects(form('is_private=perhaps'), { particulars: { fields: { is_private: 'must be boolean' } } })
  await assert.rejects(form('rank=1.5'), Invalid)
  await assert.rejects(form('rank='), Invalid)
})
test('a value where members belong is refused, in either order', async () => {
  await assert.rejects(form('project=SITE'), Invalid)
  await assert.rejects(form('project=SITE&project.key=SITE'), Invalid)
  await assert.rejects(form('project.key=SITE&project=SITE'), Invalid)
})
test('more fields than any form has are refused', async () => {
  await assert.rejects(form('x=1&'.repeat(201)), TooLarge)
})
test('flat fields become the members and types of the schema', async () => {
  assert.deepEqual(await form('name=a+b&is_private=true&rank=-3&project.key=SITE&unknown=1&project.unknown=1'), {
    name: 'a b',
    is_private: true,
    rank: -3,
    project: { key: 'SITE' },
  })
  assert.deepEqual(await form('is_private=0&name=1&website=&parent='), {
    is_private: false,
    name: '1',
    website: '',
    parent: null,
  })
})
test('multipart fields are read like those of a form', async () => {
  assert.deepEqual(await multipart({ name: 'ä', is_private: 'false', 'project.key': 'SITE' }), {
    name: 'ä',
    is_private: false,
    project: { key: 'SITE' },
  })
})
test('a file has no place in a form of fields', async () => {
  await assert.rejects(multipart({ name: new Blob(['x']) }), {
    particulars: { fields: { name: 'a file is not taken here' } },
  })
})
test('multipart that is cut short, or names no boundary, is refused', async () => {
  const start = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n'
  await assert.rejects(read(`${start}a`, 'multipart/form-data; boundary=b'), Invalid)
  await assert.rejects(read(`${start}a\r\n--b--`, 'multipart/form-data'), Invalid)
  await assert.rejects(
    read(start.replace('"name"', '"name"; filename="a"'), 'multipart/form-data; boundary=b'),
    Invalid,
  )
})
test('multipart fields have a name and hold text', async () => {
  const part = (headers: string, content: string) =>
    read(
      Buffer.from(`--b\r\nContent-Disposition: form-data${headers}\r\n\r\n${content}\r\n--b--`, 'latin1'),
      'multipart/form-data; boundary=b',
    )
  await assert.rejects(part('', 'a'), Invalid)
  await assert.rejects(part('; name="name"', '\xe4'), Invalid)
  await assert.rejects(part('; name="name"\r\nContent-Type: text/plain; charset=none', 'a'), Invalid)
  assert.deepEqual(await part('; name="name"\r\nContent-Type: text/plain; charset=ISO-8859-1', '\xe4'), { name: 'ä' })
})
test('multipart of more fields than any form has is refused', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="include"\r\n\r\na\r\n'
  await assert.rejects(read(`${part.repeat(10_001)}--b--`, 'multipart/form-data; boundary=b'), TooLarge)
})
test('multipart that never ends is not read to its end', async () => {
  const part = new TextEncoder().encode(
    `--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n${'a'.repeat(200_000)}\r\n`,
  )
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += part.length
      controller.enqueue(part)
    },
  })
  await assert.rejects(read(endless, 'multipart/form-data; boundary=b'), TooLarge)
  assert.ok(sent < 5_000_000)
})
test('a multipart field that is too long is refused', async () => {
  await assert.rejects(multipart({ name: 'a'.repeat(300_000) }), TooLarge)
})
test('a list has a field for each item, more of them than there are fields in any form', async () => {
  assert.deepEqual(await form(`include=a&include=b&exclude=c`), { include: ['a', 'b'], exclude: ['c'] })
  assert.equal(((await form('include=a&'.repeat(2000))) as { include: string[] }).include.length, 2000)
  await assert.rejects(form('include=a&'.repeat(10_001)), TooLarge)
})
