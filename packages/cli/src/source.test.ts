import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporary } from '@pail/testkit'
import { Misused } from './failure.ts'
import { shown, sourceOf } from './source.ts'

const refused = (text: string) => assert.throws(() => sourceOf(text), Misused)

test('addresses that run or open something else are refused', () => {
  refused('ext::sh -c touch% /tmp/x')
  refused('fd::17')
  refused('file:///etc')
  refused('ftp://example.com/x')
  refused('http::https://example.com/x')
})

test('what looks like an option is refused, and what is not there', () => {
  refused('--upload-pack=touch')
  refused('-oProxyCommand=x@host:repo')
  refused('/nowhere/at/all')
  refused('-x@host:repo')
})

test('an address chooses no other transport than those for addresses', () => {
  assert.equal(sourceOf('https://example.com/team/Tool.git').protocols, 'http:https:ssh:git')
  assert.equal(sourceOf('git@example.com:team/tool.git').url, 'git@example.com:team/tool.git')
})

test('a path that is there is taken whole, whatever it is called', () => {
  const folder = join(temporary(), 'Mein Projekt: ü')
  mkdirSync(folder)
  assert.deepEqual(sourceOf(folder), { url: folder, protocols: 'file', name: 'mein-projekt' })
})

test('the name is the last part, as a slug', () => {
  const name = (text: string) => sourceOf(text).name
  assert.equal(name('https://example.com/team/Tool.git/'), 'tool')
  assert.equal(name('ssh://git@example.com:7999/team/a_b.c'), 'a_b.c')
  assert.equal(name('git@example.com:~ada/Some%20Thing.git'), 'some-20thing')
})

test('a password is not shown', () => {
  assert.equal(shown('https://ada:secret@example.com/x.git'), 'https://ada:…@example.com/x.git')
})
