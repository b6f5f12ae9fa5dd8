import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingOwners, readCodeOwners, requirements, ruleFor } from './code-owners.ts'
import { chosen, readOwner } from './owner.ts'
import { fits, readPattern } from './pattern.ts'

const owned = (text: string, path: string) => {
  const rule = ruleFor(readCodeOwners(text), path)
  return rule?.owners.map(owner => owner.text)
}
const isFor = (pattern: string, path: string) => fits(readPattern(pattern)!, path.split('/'))

test('a bad line is told and the others hold', () => {
  const { rules, complaints } = readCodeOwners('* @ada\n! \na//b @ada\n*.js nobody\n!*.md @ada\n../x @ada\n*.ts @bob\n')
  assert.deepEqual(
    rules.map(({ line }) => line),
    [1, 7],
  )
  assert.deepEqual(
    complaints.map(({ line }) => line),
    [2, 3, 4, 5, 6],
  )
  assert.equal(complaints[2]!.message, 'nobody is not an owner')
})

test('comments and empty lines say nothing', () => {
  const { rules, complaints } = readCodeOwners('\uFEFF# all\r\n\r\n  \n*.js @ada # and nobody else\r\n')
  assert.deepEqual([rules.length, complaints], [1, []])
  assert.deepEqual(
    rules[0]!.owners.map(({ text }) => text),
    ['@ada'],
  )
})

test('the last line that fits decides, and an exclusion leaves nobody', () => {
  const text = '* @ada\n/docs/ bob@example.com\n!/docs/notes.md\n*.ts @ada @bob'
  assert.deepEqual(owned(text, 'a/b.js'), ['@ada'])
  assert.deepEqual(owned(text, 'docs/x/y.md'), ['bob@example.com'])
  assert.deepEqual(owned(text, 'docs/notes.md'), [])
  assert.deepEqual(owned(text, 'docs/a.ts'), ['@ada', '@bob'])
  assert.equal(owned('/docs/ @ada', 'src/docs/a'), undefined)
})

test('a pattern with a slash begins at the root, another is found anywhere', () => {
  assert.ok(isFor('*.js', 'a/b/c.js'))
  assert.ok(isFor('build', 'a/build/c.js'))
  assert.ok(!isFor('/build', 'a/build/c.js'))
  assert.ok(!isFor('a/build', 'x/a/build'))
  assert.ok(isFor('a/build', 'a/build/x/y'))
  assert.ok(isFor('docs/*', 'docs/a.md'))
  assert.ok(!isFor('/*.js', 'a/b.js'))
  assert.ok(!isFor('*.js', 'a.jsx'))
})

test('what ends in a slash or two stars is what a folder holds', () => {
  assert.ok(isFor('docs/', 'a/docs/b'))
  assert.ok(!isFor('docs/', 'a/docs'))
  assert.ok(isFor('docs/**', 'docs/a/b'))
  assert.ok(!isFor('docs/**', 'docs'))
  assert.ok(!isFor('docs/**', 'a/docs/b'))
  assert.ok(isFor('**', 'a/b'))
  assert.ok(isFor('**/test/*.ts', 'a/b/test/c.ts'))
  assert.ok(isFor('a/**/b', 'a/b'))
  assert.ok(isFor('a/**/b', 'a/x/y/b'))
  assert.ok(!isFor('a/**/b', 'a/x/y/c'))
})

test('a star stays between slashes, a question mark is one character, and case counts', () => {
  assert.ok(!isFor('/a*c', 'a/c'))
  assert.ok(isFor('a?c', 'abc'))
  assert.ok(!isFor('a?c', 'ac'))
  assert.ok(!isFor('README', 'readme'))
  assert.ok(isFor('a\\ b.md', 'a b.md'))
  assert.ok(isFor('a\\*', 'a*'))
  assert.ok(!isFor('a\\*', 'ab'))
  assert.ok(isFor('[ab]', '[ab]'))
})

test('many wildcards against a long path are answered at once', () => {
  assert.ok(!isFor(`${'*a'.repeat(240)}b`, 'a'.repeat(4000)))
  assert.ok(!isFor(`${'**/a/'.repeat(90)}b`, 'a/'.repeat(2000).slice(0, -1)))
  assert.ok(!isFor(`${'**/*a/'.repeat(80)}b`, `${'aaaa/'.repeat(800)}c`))
})

test('owners are addresses, people and groups with a choice', () => {
  assert.deepEqual(readOwner('Ada@Example.com'), { kind: 'email', text: 'Ada@Example.com', email: 'ada@example.com' })
  assert.deepEqual(readOwner('@Ada'), { kind: 'user', text: '@Ada', username: 'ada' })
  const choiceOf = (text: string) => {
    const owner = readOwner(text)
    return owner?.kind === 'group' ? [owner.workspace, owner.slug, owner.choice.by, owner.choice.count] : undefined
  }
  assert.deepEqual(choiceOf('@acme/crew'), ['acme', 'crew', 'all', 1])
  assert.deepEqual(choiceOf('@acme/crew:all'), ['acme', 'crew', 'all', 1])
  assert.deepEqual(choiceOf('@acme/crew:random'), ['acme', 'crew', 'random', 1])
  assert.deepEqual(choiceOf('@acme/crew:random(3)'), ['acme', 'crew', 'random', 3])
  assert.deepEqual(choiceOf('@acme/crew:least_busy(2)'), ['acme', 'crew', 'least_busy', 2])
  for (const text of ['@', 'ada', '@acme/', '@acme/crew:some', '@acme/crew:all(2)', '@acme/crew:random(0)', '@a/b/c'])
    assert.equal(readOwner(text), undefined, text)
})

test('one owner of each line is enough', () => {
  const file = readCodeOwners('*.ts @ada @bob\n/docs/ @acme/crew\n*.md @eve\n!/free/')
  const required = requirements(file, ['a.ts', 'b.ts', 'docs/x', 'free/y', 'other'])
  assert.deepEqual(
    required.map(({ line, paths }) => [line, paths]),
    [
      [1, ['a.ts', 'b.ts']],
      [2, ['docs/x']],
    ],
  )
  assert.deepEqual(
    missingOwners(required, () => false),
    ['@ada or @bob', '@acme/crew'],
  )
  assert.deepEqual(
    missingOwners(required, ({ text }) => text === '@bob'),
    ['@acme/crew'],
  )
  assert.deepEqual(
    missingOwners(required, () => true),
    [],
  )
})

test('of a group all are asked, or some by chance, or those with the least to do', () => {
  const draws = [0.9, 0.1, 0.5]
  const facts = () => {
    const left = [...draws]
    return { busy: (uuid: string) => ({ a: 0, b: 5, c: 1 })[uuid] ?? 0, chance: () => left.shift()! }
  }
  const people = ['a', 'b', 'c']
  assert.deepEqual(chosen(people, { by: 'all', count: 1 }, facts()), people)
  assert.deepEqual(chosen(people, { by: 'random', count: 2 }, facts()), ['b', 'c'])
  assert.deepEqual(chosen(people, { by: 'least_busy', count: 2 }, facts()), ['a', 'c'])
  assert.deepEqual(chosen(people, { by: 'least_busy', count: 9 }, facts()), ['a', 'c', 'b'])
})
