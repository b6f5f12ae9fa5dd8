import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pointedTo } from './pointer.ts'

const oid = 'a'.repeat(64)
const parse = (text: string) => pointedTo(Buffer.from(text))

test('what is no pointer points to nothing', () => {
  for (const text of [
    '',
    'text\n',
    `oid sha256:${oid}\nsize 1\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.slice(1)}\nsize 1\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha1:${oid}\nsize 1\n`,
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize -1\n`,
    `\nversion https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 1\n`,
  ])
    assert.equal(parse(text), undefined, text)
})

test('a pointer names a content and its size, with or without extensions', () => {
  const head = 'version https://git-lfs.github.com/spec/v1\n'
  assert.deepEqual(parse(`${head}oid sha256:${oid}\nsize 12345\n`), { oid, size: 12345 })
  assert.deepEqual(parse(`${head}ext-0-foo sha256:${oid}\noid sha256:${oid}\nsize 0\n`), { oid, size: 0 })
})
