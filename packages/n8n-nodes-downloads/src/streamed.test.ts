import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formOf } from '@pail/download-actions'
import { Streamed } from '../nodes/BitbucketDownloads/streamed.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

async function* pieces(texts: readonly string[], close: () => void = () => {}): AsyncGenerator<Uint8Array> {
  try {
    for (const text of texts) yield bytes(text)
  } finally {
    close()
  }
}

const file = (name: string, texts: readonly string[], close?: () => void) => ({
  file_name: name,
  file: { size: bytes(texts.join('')).length, chunks: pieces(texts, close) },
})

test('what is sent is what a form parser reads, and as long as was said before', async () => {
  const names = ['a.txt', 'quoted "b".txt', 'ß\r\n.bin']
  const body = new Streamed(formOf(names.map(name => file(name, ['one', '', 'two']))))
  const [sent, headers] = [await new Response(body.stream()).bytes(), { 'content-type': body.type }]
  assert.equal(sent.length, body.size)
  const files = (await new Response(sent, { headers }).formData()).getAll('files') as File[]
  assert.deepEqual(
    files.map(({ name }) => name),
    names,
  )
  assert.deepEqual(await Promise.all(files.map(one => one.text())), ['onetwo', 'onetwo', 'onetwo'])
})

test('n8n and its HTTP client take it for a blob that is not empty', () => {
  const body = new Streamed(formOf([]))
  assert.equal(Object.prototype.toString.call(body), '[object Blob]')
  assert.notEqual(Object.keys(body).length, 0)
})

test('a file is closed when nobody reads on', async () => {
  const closed: string[] = []
  const files = ['a', 'b', 'c'].map(name => file(name, [`${name}1`, `${name}2`], () => closed.push(name)))
  for await (const chunk of new Streamed(formOf(files)).stream()) if (new TextDecoder().decode(chunk) === 'b1') break
  assert.deepEqual(closed, ['a', 'b'])
})

test('a file that cannot be read ends the sending', async () => {
  const lost = {
    file_name: 'a',
    file: {
      size: 1,
      chunks: { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no such file')) }) },
    },
  }
  await assert.rejects(new Response(new Streamed(formOf([lost])).stream()).bytes(), /no such file/)
})
