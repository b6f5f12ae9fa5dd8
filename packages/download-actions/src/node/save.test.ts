import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporary } from '@pail/testkit'
import { fileFor, save } from './save.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
async function* pieces(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text
    yield bytes(text)
  }
}

test('a file that is there is left alone, unless it is to be replaced', async () => {
  const to = join(temporary(), 'a')
  writeFileSync(to, 'mine')
  await assert.rejects(save(pieces('new'), to, false), { name: 'Misused', message: `${to} is there already` })
  assert.equal(readFileSync(to, 'utf8'), 'mine')
  await save(pieces('n', 'ew'), to, true)
  assert.equal(readFileSync(to, 'utf8'), 'new')
})

test('a file that comes to be in the meantime is left alone', async () => {
  const to = join(temporary(), 'a')
  async function* slowly() {
    yield bytes('new')
    writeFileSync(to, 'mine')
  }
  await assert.rejects(save(slowly(), to, false), /is there already/)
  assert.equal(readFileSync(to, 'utf8'), 'mine')
})

test('of a file that breaks off nothing is left, and one that was to be replaced is', async () => {
  const folder = temporary()
  const to = join(folder, 'a')
  writeFileSync(to, 'mine')
  await assert.rejects(save(pieces('half', new Error('broke off')), to, true), /broke off/)
  await assert.rejects(save(pieces('half', new Error('broke off')), join(folder, 'b'), false), /broke off/)
  assert.deepEqual(readdirSync(folder), ['a'])
  assert.equal(readFileSync(to, 'utf8'), 'mine')
})

test('where nothing can be written, that is told in one line', async () => {
  const missing = join(temporary(), 'missing', 'a')
  await assert.rejects(save(pieces('x'), missing, false), { name: 'NotSaved', message: /a is not written: ENOENT/ })
})

test('a disk that is full is told of', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, async () => {
  await assert.rejects(save(pieces('x'), '/dev/full', true), {
    name: 'NotSaved',
    message: /\/dev\/full is not written: ENOSPC/,
  })
})

test('a device is written to and not replaced', {
  skip: !existsSync('/dev/null') && 'there is no /dev/null',
}, async () => {
  await save(pieces('x'), '/dev/null', true)
  assert.equal(readFileSync('/dev/null', 'utf8'), '')
})

test('a link is replaced, and what it leads to is left alone', async () => {
  const folder = temporary()
  writeFileSync(join(folder, 'other'), 'mine')
  symlinkSync(join(folder, 'other'), join(folder, 'link'))
  await assert.rejects(save(pieces('x'), join(folder, 'link'), false), /is there already/)
  await save(pieces('x'), join(folder, 'link'), true)
  assert.deepEqual(
    ['other', 'link'].map(name => readFileSync(join(folder, name), 'utf8')),
    ['mine', 'x'],
  )
})

test('a file goes under its own name into a folder, and a name is no path', async () => {
  const folder = temporary()
  mkdirSync(join(folder, 'sub'))
  assert.equal(await fileFor(join(folder, 'sub'), '../../a.zip'), join(folder, 'sub', 'a.zip'))
  assert.equal(await fileFor(join(folder, 'other.zip'), 'a.zip'), join(folder, 'other.zip'))
  await assert.rejects(fileFor(folder, '..'), /is no name of a file/)
  await assert.rejects(fileFor(join(folder, 'missing/'), 'a'), /is no folder/)
})
