import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { parsePair, parseSpec } from './spec.ts'

const refuses = (...specs: string[]) => {
  for (const spec of specs) assert.throws(() => parseSpec(spec), Invalid, spec)
}
const sides = (spec: string) => {
  const { source, destination } = parseSpec(spec)
  return [source, destination].filter(side => side !== undefined).map(side => side.revision)
}

test('a side is never empty', () => refuses('', '..', 'main..', '..main', '\r', 'main\r', '\rmain'))

test('there are at most two sides', () => refuses('a..b..c', 'a\rb\rc', 'a..b\rc', 'a....b'))

test('three dots mean something else to git and are refused', () => refuses('a...b', 'acme/site:a...b'))

test('what needs two revisions is not given one', () => {
  assert.throws(() => parsePair('main'), { message: 'spec: this is not two revisions separated by two dots' })
  assert.equal(parsePair('a..b').destination.revision, 'b')
})

test('one revision stands alone', () => {
  assert.deepEqual(parseSpec('3a8b42c'), { source: { revision: '3a8b42c' }, destination: undefined })
})

test('of two revisions the new one comes first', () => {
  assert.deepEqual(parseSpec('new..old'), { source: { revision: 'new' }, destination: { revision: 'old' } })
})

test('a carriage return separates like two dots', () => assert.deepEqual(sides('new\rold'), ['new', 'old']))

test('names keep their slashes and single dots', () => {
  assert.deepEqual(sides('feature/a.b/c..release/1.0'), ['feature/a.b/c', 'release/1.0'])
})

test('either side may be of another repository', () => {
  const site = { workspace: 'acme', slug: 'site' }
  assert.deepEqual(parseSpec('acme/site:feature/x'), {
    source: { repository: site, revision: 'feature/x' },
    destination: undefined,
  })
  assert.deepEqual(parseSpec('a..acme/site:b'), {
    source: { revision: 'a' },
    destination: { repository: site, revision: 'b' },
  })
  assert.deepEqual(parseSpec('feature/x\racme/site:b').destination, { repository: site, revision: 'b' })
  assert.deepEqual(parseSpec('acme/site:a..{0-1}/{2-3}:b').destination, {
    repository: { workspace: '{0-1}', slug: '{2-3}' },
    revision: 'b',
  })
})

test('the slug of a repository may hold two dots', () => {
  assert.deepEqual(parseSpec('acme/a..b:x..y'), {
    source: { repository: { workspace: 'acme', slug: 'a..b' }, revision: 'x' },
    destination: { revision: 'y' },
  })
})

test('what git would take for an operator stays part of a name, and names nothing', () => {
  assert.deepEqual(sides('HEAD:README.md'), ['HEAD:README.md'])
  assert.deepEqual(sides('main~1..^main'), ['main~1', '^main'])
  assert.deepEqual(sides('--output=/tmp/x..@{-1}'), ['--output=/tmp/x', '@{-1}'])
})

test('a long spec is refused as a short one would be', () => {
  assert.throws(() => parseSpec(`${'a/'.repeat(50_000)}..b..c`), Invalid)
  assert.throws(() => parseSpec('..'.repeat(50_000)), Invalid)
  assert.throws(() => parseSpec(`${'a.'.repeat(50_000)}...`), Invalid)
})
