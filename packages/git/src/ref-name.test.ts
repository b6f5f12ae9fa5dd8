import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { branchRef, isPublicRef, isRefName, refName } from './ref-name.ts'

const refused = (...names: string[]) => assert.deepEqual(names.filter(isRefName), [])
const accepted = (...names: string[]) =>
  assert.deepEqual(
    names.filter(name => !isRefName(name)),
    [],
  )

test('a name outside refs is refused', () => {
  refused('', 'HEAD', 'main', 'refs', 'refs/', 'refs/heads', 'refs/heads/', '/refs/heads/a', 'FETCH_HEAD')
})

test('a name that climbs out of its folder is refused', () => {
  refused(
    'refs/../x',
    'refs/heads/..',
    'refs/heads/../../config',
    'refs/heads/a/../b',
    'refs/heads/.',
    'refs/heads/.hidden',
    'refs/heads/a..b',
  )
})

test('a name that looks like an option is refused', () => {
  refused('refs/heads/-x', 'refs/heads/--upload-pack=x', 'refs/tags/-')
  assert.throws(() => branchRef('--output=/tmp/x'), Invalid)
})

test('NUL, newlines, spaces and other control characters are refused', () => {
  refused(
    'refs/heads/a\0b',
    'refs/heads/a\n--option',
    'refs/heads/a\r',
    'refs/heads/a b',
    'refs/heads/a\tb',
    'refs/heads/a\x7f',
  )
})

test('the characters that git gives a meaning of its own are refused', () => {
  refused(
    'refs/heads/a~1',
    'refs/heads/a^',
    'refs/heads/a:b',
    'refs/heads/a?',
    'refs/heads/a*',
    'refs/heads/a[b',
    'refs/heads/a\\b',
    'refs/heads/a@{1}',
  )
})

test('empty components, trailing dots and lock files are refused', () => {
  refused('refs/heads//a', 'refs/heads/a/', 'refs/heads/a.', 'refs/heads/a.lock', 'refs/heads/a.lock/b')
})

test('a name too long for a file or a packet is refused', () => {
  refused(`refs/heads/${'x'.repeat(4096)}`, `refs/heads/${'x'.repeat(251)}`, `refs/heads/${'é'.repeat(126)}`)
})

test('half a character is refused', () => {
  refused('refs/heads/\ud800')
})

test('what git accepts is accepted', () => {
  accepted(
    'refs/heads/main',
    'refs/heads/feature/x-1',
    'refs/heads/a/-b',
    'refs/heads/@',
    'refs/heads/a@b',
    'refs/tags/v1.0',
    'refs/heads/größe',
    'refs/heads/HEAD',
  )
  assert.equal(refName('refs/heads/main'), 'refs/heads/main')
})

test('only branches, tags and notes are public', () => {
  assert.deepEqual(['refs/heads/a', 'refs/tags/a', 'refs/notes/commits'].filter(isPublicRef).length, 3)
  assert.deepEqual(
    ['HEAD', 'refs/pull-requests/1/from', 'refs/keep/a', 'refs/headsx/a', 'refs/stash'].filter(isPublicRef),
    [],
  )
})
