import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid, TooLarge } from '@pail/failures'
import { Type } from 'typebox'
import { checked, readBody } from './body.ts'
import { UnsupportedMedia } from './failure.ts'
import { MAX_BODY_BYTES } from './read-limited.ts'

const schema = Type.Object({
  name: Type.Optional(Type.String()),
  is_private: Type.Optional(Type.Boolean()),
  rank: Type.Optional(Type.Integer()),
  website: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  project: Type.Optional(Type.Union([Type.Object({ key: Type.Optional(Type.String()) }), Type.Null()])),
  extra: Type.Optional(Type.Unknown()),
})
const request = (body: unknown, type?: string, headers: Record<string, string> = {}) =>
  new Request('http://pail.test/', {
    method: 'POST',
    body: body as string,
    headers: { ...(type && { 'content-type': type }), ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
const read = async (body: unknown, type: string | undefined = 'application/json') =>
  checked(schema, await readBody(request(body, type), schema))
const form = (text: string) => read(text, 'application/x-www-form-urlencoded')
/** Without a type of its own, as a string would bring one. */
const nameless = async (text: string) =>
  checked(schema, await readBody(request(new TextEncoder().encode(text)), schema))

test('what is not JSON is refused', async () => {
  await assert.rejects(read('{"name": '), Invalid)
  await assert.rejects(read("{'name': 1}"), Invalid)
  await assert.rejects(read('{"name": NaN}'), Invalid)
  await assert.rejects(read(new Uint8Array([0x7b, 0xff, 0x7d])), { particulars: { detail: 'The body is not UTF-8.' } })
})

test('a member of the wrong type is named', async () => {
  await assert.rejects(read('{"name": 1, "project": {"key": []}}'), ({ message, particulars }: Invalid) => {
    assert.equal(message, 'Bad request')
    assert.deepEqual(Object.keys(particulars.fields ?? {}), ['name', 'project.key'])
    return true
  })
  await assert.rejects(read('[]'), { particulars: { fields: { body: 'must be object' } } })
  await assert.rejects(read('null'), Invalid)
  await assert.rejects(read('"name"'), Invalid)
})

test('where a schema is closed, what it does not know is named', () => {
  const closed = { additionalProperties: false }
  const inner = Type.Union([Type.Object({ raw: Type.String() }, closed), Type.Null()])
  const strict = Type.Object({ content: Type.Optional(inner) }, closed)
  assert.throws(() => checked(strict, { content: { raw: 'x', html: 'x' }, one: 1, two: 2 }), {
    particulars: {
      fields: {
        'content.html': 'extra keys not allowed',
        one: 'extra keys not allowed',
        two: 'extra keys not allowed',
      },
    },
  })
  assert.deepEqual(checked(strict, { content: null }), { content: null })
})

test('a body of more than a megabyte is not read, whether it says so or comes in pieces', async () => {
  const declared = request('{}', 'application/json', { 'content-length': String(MAX_BODY_BYTES + 1) })
  await assert.rejects(readBody(declared, schema), TooLarge)
  let sent = 0
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65536
      controller.enqueue(new Uint8Array(65536).fill(0x20))
    },
    cancel: () => void (isCancelled = true),
  })
  await assert.rejects(readBody(request(endless, 'application/json'), schema), TooLarge)
  assert.ok(isCancelled)
  assert.ok(sent < 2 * MAX_BODY_BYTES)
})

test('of a key that is there twice the last counts', async () => {
  assert.deepEqual(await read('{"name": "a", "name": "b"}'), { name: 'b' })
})

test('names that mean something to JavaScript are names that nobody knows', async () => {
  const text = '{"__proto__": {"name": "x", "polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'
  const body = await read(text)
  assert.deepEqual(Object.keys(body), [])
  assert.equal(body.name, undefined)
  assert.deepEqual(await form('__proto__.polluted=1&constructor.prototype.polluted=1&project.__proto__.polluted=1'), {
    project: {},
  })
  assert.equal(({} as { polluted?: number }).polluted, undefined)
})

test('what no database keeps is refused, wherever it stands', async () => {
  await assert.rejects(read(JSON.stringify({ name: 'a\0b' })), Invalid)
  await assert.rejects(read('{"name": "\\ud800"}'), Invalid)
  await assert.rejects(read('{"project": {"key": "\\u0000"}}'), Invalid)
  await assert.rejects(read('{"extra": [{"a": "\\udfff"}]}'), Invalid)
  await assert.rejects(form('name=%00'), Invalid)
})

test('what is nested without end is refused', async () => {
  await assert.rejects(read(`{"extra": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`), Invalid)
  await assert.rejects(read('['.repeat(500_000)), Invalid)
})

test('members that the schema does not know are dropped', async () => {
  assert.deepEqual(await read('{"name": "a", "uuid": "b", "project": {"key": "K", "owner": {}}}'), {
    name: 'a',
    project: { key: 'K' },
  })
})

test('no body at all is the empty object', async () => {
  assert.deepEqual(await nameless(''), {})
  assert.deepEqual(await read(' \n'), {})
})

test('JSON is read under every name it goes by, and with a byte order mark', async () => {
  assert.deepEqual(await read('{"name": "a"}', 'application/json; charset=utf-8'), { name: 'a' })
  assert.deepEqual(await read('{"name": "a"}', 'application/vnd.api+json'), { name: 'a' })
  assert.deepEqual(await read('{"name": "a"}', 'text/json'), { name: 'a' })
  assert.deepEqual(await read('{"name": "a"}', 'application/x-www-form-urlencoded'), { name: 'a' })
  assert.deepEqual(await nameless('{"name": "a"}'), { name: 'a' })
  assert.deepEqual(await read('\uFEFF{"name": "a"}'), { name: 'a' })
})

test('any other type is refused', async () => {
  await assert.rejects(read('name: a', 'application/yaml'), UnsupportedMedia)
  await assert.rejects(read('{}', 'text/plain'), UnsupportedMedia)
  await assert.rejects(read('{}', 'application/jsonp'), UnsupportedMedia)
})
