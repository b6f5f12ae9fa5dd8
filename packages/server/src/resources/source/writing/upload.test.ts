import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oid, refName } from '@pail/git'
import { dispositionOf } from './disposition.ts'
import { writtenPath } from './path.ts'
import { planOf } from './plan.ts'
import { authorOf, changesOf, newUpload, note, placeOf, refuseLink, usualMessage } from './upload.ts'

const [one, two] = [oid('1'.repeat(40)), oid('2'.repeat(40))]
const part = (headers: Record<string, string>) => ({
  headers: new Map(Object.entries(headers)),
  content: (async function* () {})(),
})
const refused = (work: () => unknown, message: RegExp) => assert.throws(work, { name: 'Invalid', message })

test('no file comes to be where some file system finds a .git', () => {
  const hostile = ['.git/config', '/.git', 'a/.GIT/x', '../x', 'a/../../x', './x', 'a//b', 'a/', '/', '', 'git~1/x']
  for (const path of [...hostile, '.g\u200cit/config', '.git. /x', 'a/.git::$INDEX', 'a\\.git\\x', 'a\nb', 'a\0b'])
    refused(() => writtenPath(path, '100644'), /: /)
  refused(() => writtenPath('.gitmodules', '120000'), /^\.gitmodules: /)
})

test('a refusal names the path, a long one not whole', () => {
  refused(() => writtenPath('a/../b', '100644'), /^a\/\.\.\/b: /)
  refused(() => writtenPath('x'.repeat(4000), '100644'), /^x{200}…: a name is at most 255 bytes long$/)
})

test('a path is written once, and no file is also a folder', () => {
  const upload = newUpload()
  const place = (name: string) => upload.files.set(placeOf(upload, name, '100644'), { content: one, mode: '100644' })
  place('a')
  refused(() => place('/a'), /^a: given more than once$/)
  place('a/b/c')
  refused(() => changesOf(upload), /^a\/b\/c: a is written as a file in the same request$/)
})

test('words about a commit are given once and hold no NUL', () => {
  const upload = newUpload()
  note(upload, 'branch', 'one')
  refused(() => note(upload, 'branch', 'two'), /^branch: given more than once$/)
  refused(() => note(upload, 'message', 'a\0b'), /^message: /)
})

test('an author has a name and an address', () => {
  for (const text of ['Ada', 'ada@example.com', '<ada@example.com>', 'Ada <>', 'Ada <a b>', 'A <b> <c>', 'A\n <b>'])
    refused(() => authorOf(text), /^author: not of the form Name <address>$/)
  assert.deepEqual(authorOf(' Ada Lovelace <ada@example.com> '), { name: 'Ada Lovelace', email: 'ada@example.com' })
})

test('a link leads somewhere', () => {
  refused(() => refuseLink('a', Buffer.alloc(0)), /^a: /)
  refused(() => refuseLink('a', Buffer.from('a\0b')), /^a: /)
  refused(() => refuseLink('a', Buffer.alloc(5000, 'a')), /^a: /)
})

test('a part has a name, an encoding that is none, and attributes that exist', () => {
  refused(() => dispositionOf(part({ 'content-disposition': 'form-data' })), /Bad request/)
  const named = { 'content-disposition': 'form-data; name="a"' }
  refused(() => dispositionOf(part({ ...named, 'content-transfer-encoding': 'base64' })), /^a: .* base64 /)
  const odd = { 'content-disposition': 'form-data; name="a"; x-attributes="constructor"' }
  refused(() => dispositionOf(part(odd)), /^a: x-attributes is executable or link$/)
})

test('the name of a part is read as every client writes it', () => {
  const nameIn = (disposition: string) => dispositionOf(part({ 'content-disposition': disposition })).name
  assert.equal(nameIn('form-data; name="a \\"b\\" \\\\c"'), 'a "b" \\c')
  assert.equal(nameIn('form-data; name="a %22b%22 100%25"'), 'a "b" 100%25')
  assert.equal(nameIn('form-data; name=/docs/a.txt; filename=a.txt'), '/docs/a.txt')
  assert.equal(nameIn('form-data; filename="name=x; name=y"; name="z;=:"'), 'z;=:')
  assert.equal(dispositionOf(part({ 'content-id': '"/README.txt"' })).name, '/README.txt')
})

test('attributes stand behind a colon or an equals sign', () => {
  const modeIn = (attribute: string) =>
    dispositionOf(part({ 'content-disposition': `attachment; name="a"; filename="b"; ${attribute}` })).mode
  assert.equal(modeIn('x-attributes:"executable"'), '100755')
  assert.equal(modeIn('x-attributes="link"'), '120000')
  assert.equal(modeIn('X-Attributes=Link'), '120000')
  assert.equal(modeIn(''), '100644')
})

test('what is only named is deleted, whatever came first', () => {
  const upload = newUpload()
  note(upload, 'files', '/a')
  note(upload, 'files', 'b')
  note(upload, 'files', 'a')
  upload.files.set(placeOf(upload, '/b', '100644'), { content: one, mode: '100644' })
  assert.deepEqual(changesOf(upload), [
    { path: 'a', delete: true },
    { path: 'b', content: one, mode: '100644' },
  ])
})

test('without a message a commit says what it does', () => {
  const [gone, come] = [{ path: writtenPath('a', '100644'), delete: true } as const, writtenPath('b', '100644')]
  assert.equal(usualMessage([gone]), 'Delete a')
  assert.equal(usualMessage([{ path: come, content: one }]), 'Write b')
  assert.equal(usualMessage([gone, { path: come, content: one }]), 'Change 2 files')
})

test('a commit is made on the tip of its branch, or begins one', () => {
  const [main, side] = [refName('refs/heads/main'), refName('refs/heads/side')]
  const refs = {
    etag: '',
    head: main,
    refs: [
      { name: main, oid: one },
      { name: side, oid: two },
    ],
  }
  const wish = (branch?: string, parent?: typeof one) => planOf(refs, { branch, parent })
  assert.throws(() => wish(undefined, two), { name: 'Conflict' })
  assert.throws(() => wish('side', one), { name: 'Conflict' })
  refused(() => wish('a..b'), /^branch: not a name for a branch$/)
  refused(() => wish('refs/heads/main'), /^branch: not a name for a branch$/)
  assert.deepEqual(wish(), { ref: main, old: one, parent: one })
  assert.deepEqual(wish('side', two), { ref: side, old: two, parent: two })
  assert.deepEqual(wish('new'), { ref: 'refs/heads/new', old: null, parent: one })
  assert.deepEqual(wish('new', two), { ref: 'refs/heads/new', old: null, parent: two })
  const empty = { etag: '', head: main, refs: [] }
  assert.deepEqual(planOf(empty, { branch: undefined, parent: undefined }), { ref: main, old: null, parent: null })
  assert.deepEqual(planOf(empty, { branch: 'side', parent: undefined }), { ref: side, old: null, parent: null })
  assert.throws(() => planOf(empty, { branch: undefined, parent: one }), { name: 'Conflict' })
})
