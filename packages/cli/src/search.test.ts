import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import { linesOf } from './search-code.ts'
import { commandFor, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>

before(async () => {
  server = await startPail({ PAIL_SEARCH: 'embedded' })
  pail = commandFor(server.origin, { TMPDIR: temporary() })
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  await fetch(`${server.origin}/2.0/repositories/admin/site`, { method: 'POST', headers })
  const work = temporary()
  await git(work, 'init', '-q', '-b', 'main')
  writeFileSync(join(work, 'needle.py'), 'import os\n\ndef find(hay):\n    return needle(hay)\t# \x1b[2J\n')
  writeFileSync(join(work, 'other.txt'), 'Needle and needle\nnothing here\n')
  await git(work, 'add', '-A')
  await git(work, 'commit', '-q', '-m', 'Begin')
  const remote = `${server.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/admin/site.git`
  await git(work, 'push', '-q', remote, 'main')
  // Building anew ends when all is found.
  assert.equal((await pail('search', 'reindex', '--repository', 'admin/site')).code, 0)
})
after(() => server.stop())

test('a search for nothing, or of the index of half a repository, is wrong use', async () => {
  assert.equal((await pail('search')).code, 2)
  assert.equal((await pail('search', 'reindex', '--repository', 'admin')).code, 2)
})

test('what the server refuses is told in one line', async () => {
  const { code, err } = await pail('search', '--match', 'regex', '(')
  assert.equal(code, 1)
  assert.match(err, /^pail: The regular expression cannot be read.*\n$/)
})

test('where nothing is found the command says nothing, and ends as grep does', async () => {
  assert.deepEqual(await pail('search', 'haystack', '--workspace', 'admin'), { code: 1, out: '', err: '' })
})

test('lines are shown as grep shows them, and a slip in the query is told of', async () => {
  const { code, out, err } = await pail('search', '(needle')
  const lines = ['admin/site:needle.py:4:    return needle(hay)\t#  [2J', 'admin/site:other.txt:1:Needle and needle']
  assert.deepEqual([code, out.trimEnd().split('\n')], [0, lines])
  assert.match(err, /^pail: Some of the query .+\n$/)
})

test('words may be of another kind, as often and as they are wanted', async () => {
  const how = ['--match', 'symbols', '--case-sensitive', '--branch', 'ma*', '--limit', '1']
  assert.equal((await pail('search', ...how, 'find')).out, 'admin/site:needle.py:3:def find(hay):\n')
})

test('what is found comes in JSON as the server told it', async () => {
  const [first] = JSON.parse((await pail('search', 'needle', '--json')).out)
  assert.equal(first.file.commit.repository.full_name, 'admin/site')
  assert.deepEqual(first.path_matches, [{ text: 'needle', match: true }, { text: '.py' }])
})

test('what was looked for stands out where there are colours, and steers no terminal', () => {
  const match = [{ text: '\x1b[2J' }, { text: 'needle', match: true }]
  const found = { file: { path: 'a\n.py' }, content_matches: [{ lines: [{ line: 3, segments: match }, { line: 4 }] }] }
  process.env.FORCE_COLOR = '1'
  assert.deepEqual(linesOf(found), [':a .py:3: [2J\x1b[1m\x1b[31mneedle\x1b[39m\x1b[22m'])
})
