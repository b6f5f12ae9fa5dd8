import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { git, temporary } from '@pail/testkit'
import { carry, carryLines } from './carry.ts'
import { type Hunk, HunkReader } from './hunks.ts'

const hunk = (oldStart: number, oldCount: number, newStart: number, newCount: number): Hunk => ({
  ...{ oldStart, oldCount, newStart, newCount },
})
const line = (at: number) => ({ first: at, last: at })
const read = (...chunks: string[]) => {
  const reader = new HunkReader()
  for (const chunk of chunks) reader.feed(Buffer.from(chunk).toString('latin1'))
  return reader.files
}

test('a line that was changed or removed is nowhere', () => {
  assert.equal(carryLines(line(3), [hunk(3, 1, 3, 1)]), null)
  assert.equal(carryLines(line(4), [hunk(3, 2, 2, 0)]), null)
  assert.equal(carryLines({ first: 2, last: 5 }, [hunk(5, 1, 5, 1)]), null)
  assert.equal(carryLines({ first: 2, last: 5 }, [hunk(1, 2, 1, 2)]), null)
})

test('lines that something came between are not what they were', () => {
  assert.equal(carryLines({ first: 2, last: 3 }, [hunk(2, 0, 3, 1)]), null)
  assert.equal(carryLines({ first: 2, last: 5 }, [hunk(4, 0, 5, 9)]), null)
})

test('what happens above moves lines, what happens below does not', () => {
  assert.deepEqual(carryLines(line(3), [hunk(2, 0, 3, 4)]), line(7))
  assert.deepEqual(carryLines(line(1), [hunk(0, 0, 1, 2)]), line(3))
  assert.deepEqual(carryLines(line(3), [hunk(1, 2, 0, 0)]), line(1))
  assert.deepEqual(carryLines(line(3), [hunk(3, 0, 4, 2), hunk(9, 1, 11, 1)]), line(3))
  assert.deepEqual(carryLines(line(3), [hunk(4, 1, 4, 1)]), line(3))
  assert.deepEqual(carryLines({ first: 3, last: 6 }, [hunk(1, 1, 1, 3), hunk(2, 1, 3, 0), hunk(7, 2, 8, 0)]), {
    first: 4,
    last: 7,
  })
  assert.deepEqual(carryLines(line(3), []), line(3))
})

test('a place goes with its file, and with a file that is gone', () => {
  const at = { path: 'a', lines: line(2) }
  assert.equal(carry(at, 'removed'), null)
  assert.equal(carry({ path: 'a', lines: null }, 'removed'), null)
  assert.equal(carry(at, { path: 'b', hunks: null }), null)
  assert.equal(carry(at, 'same'), at)
  assert.deepEqual(carry({ path: 'a', lines: null }, { path: 'b', hunks: null }), { path: 'b', lines: null })
  assert.deepEqual(carry(at, { path: 'b', hunks: [hunk(0, 0, 1, 1)] }), { path: 'b', lines: line(3) })
})

test('a patch is read by what its headers say, not by what its lines look like', () => {
  const patch = [
    'diff --git a/x y.txt b/x y.txt',
    'index 1..2 100644',
    '--- a/x y.txt\t',
    '+++ b/x y.txt\t',
    '@@ -2 +2,2 @@ around',
    '--- a/other',
    '+@@ -9 +9 @@',
    '+diff --git a/other b/other',
    '\\ No newline at end of file',
    '@@ -7,0 +9 @@',
    '+end',
    'diff --git "a/\\303\\244\\"\\t" "b/\\303\\244\\"\\t"',
    '--- "a/\\303\\244\\"\\t"',
    '+++ "b/\\303\\244\\"\\t"',
    '@@ -1 +0,0 @@',
    '-gone',
    '',
  ].join('\n')
  const files = [
    ['x y.txt', [hunk(2, 1, 2, 2), hunk(7, 0, 9, 1)]],
    ['ä"\t', [hunk(1, 1, 0, 0)]],
  ]
  assert.deepEqual([...read(patch)], files)
  assert.deepEqual([...read(...patch)], files)
})

test('renames without changes have no hunks, and lines without an end none of their own', () => {
  assert.deepEqual([...read('diff --git a/a b/b\nsimilarity index 100%\nrename from a\nrename to b\n')], [])
  assert.deepEqual(
    [...read(`diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-${'x'.repeat(200_000)}`)],
    [['a', [hunk(1, 1, 1, 1)]]],
  )
})

test('lines that are carried say what they said, through every change that git sees', async () => {
  const folder = temporary()
  await git(folder, 'init', '-q')
  let seed = 7
  const chance = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  let old = Array.from({ length: 60 }, (_, at) => `line ${at}`)
  for (let round = 0; round < 12; round++) {
    const next = old.flatMap(text => {
      const what = chance(12)
      if (what === 0) return []
      if (what === 1) return [`${text} changed ${round}`]
      if (what === 2) return [text, `new ${round} ${chance(1e6)}`]
      return [text]
    })
    writeFileSync(join(folder, 'old'), `${old.join('\n')}\n`)
    writeFileSync(join(folder, 'new'), `${next.join('\n')}\n`)
    const patch = changed(folder)
    const hunks = [...read(patch).values()][0] ?? []
    for (const [at, text] of old.entries()) {
      const carried = carryLines(line(at + 1), hunks)
      assert.equal(carried ? next[carried.first - 1] : undefined, next.includes(text) ? text : undefined)
    }
    old = next
  }
})

/** Git says with 1 that two files differ. */
function changed(folder: string): string {
  try {
    return execFileSync('git', ['diff', '--no-index', '-U0', 'old', 'new'], { cwd: folder }).toString()
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.toString()
  }
}
