import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Multipart, type Part } from '../nodes/BitbucketDownloads/multipart.ts'

const part = (name: string, chunks: readonly string[], told: string[] = []): Part => ({
  name,
  type: 'text/plain',
  size: chunks.join('').length,
  open: async () => {
    told.push(`opened ${name}`)
    return streamOf(chunks, () => told.push(`closed ${name}`))
  },
})

async function* streamOf(chunks: readonly string[], close: () => void): AsyncGenerator<Uint8Array> {
  try {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk)
  } finally {
    close()
  }
}

test('what is sent is what a form parser reads, and as long as was said before', async () => {
  const names = ['a.txt', 'quoted "b".txt', 'ß\r\n.bin']
  const body = new Multipart(names.map(name => part(name, ['one', '', 'two'])))
  const sent = await new Response(body.stream(), { headers: { 'content-type': body.type } }).bytes()
  assert.equal(sent.length, body.size)
  const form = await new Response(sent, { headers: { 'content-type': body.type } }).formData()
  const files = form.getAll('files') as File[]
  assert.deepEqual(
    files.map(file => file.name),
    names,
  )
  assert.deepEqual(await Promise.all(files.map(file => file.text())), ['onetwo', 'onetwo', 'onetwo'])
  assert.equal(files[0]?.type, 'text/plain')
})

test('a file is opened when it is its turn, and closed when nobody reads on', async () => {
  const told: string[] = []
  const body = new Multipart([part('a', ['1'], told), part('b', ['2', '3'], told), part('c', ['4'], told)])
  assert.deepEqual(told, [])
  const read: string[] = []
  for await (const chunk of body.stream()) {
    read.push(new TextDecoder().decode(chunk))
    if (read.at(-1) === '2') break
  }
  assert.deepEqual(told, ['opened a', 'closed a', 'opened b', 'closed b'])
})

test('a file that cannot be opened ends the sending', async () => {
  const lost = { ...part('a', []), open: () => Promise.reject(new Error('no such file')) }
  await assert.rejects(new Response(new Multipart([lost]).stream()).bytes(), /no such file/)
})
