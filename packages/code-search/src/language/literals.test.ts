import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RE2JS } from 're2js'
import { chance } from '../testing/random-queries.ts'
import { fold } from './fold.ts'
import { type Literals, literalsOf } from './literals.ts'

function short(literals: Literals): string {
  if (literals.kind === 'all') return '*'
  if (literals.kind === 'literal') return literals.text
  return `(${literals.parts.map(short).join(literals.kind === 'and' ? ' & ' : ' | ')})`
}

const known = (source: string) => short(literalsOf(source))

test('nothing is known of what may be anything, or of one choice of which nothing is known', () => {
  assert.equal(known('\\w+'), '*')
  assert.equal(known('foo|'), '*')
  assert.equal(known('foo|b*'), '*')
  assert.equal(known('(foo)?[abc]'), '*')
})

test('literals stand folded, as long as nothing parts them', () => {
  assert.equal(known('throw new \\w+Error\\('), '(throw new  & error()')
  assert.equal(known('\\bFoo(Bar)baz$'), 'foobarbaz')
  assert.equal(known('(?i:a\\.b)[.]c'), 'a.b.c')
})

test('what may be left out parts literals, and so does what may come again', () => {
  assert.equal(known('colou?r'), '(colo & r)')
  assert.equal(known('ab+c'), '(ab & c)')
  assert.equal(known('(?:ab){2,3}c'), '(ab & c)')
  assert.equal(known('x{0}abc'), 'abc')
})

test('of choices one stands in the text', () => {
  assert.equal(known('(get|set)Name'), '((get | set) & name)')
  assert.equal(known('foo.*bar|baz'), '((foo & bar) | baz)')
})

test('escapes and classes are read as the engine reads them', () => {
  assert.equal(known('a\\x41b\\x{42}c\\141d\\pLe\\p{Greek}f'), '(a & b & c & d & e & f)')
  assert.equal(known('\\Qa.b*\\Ec'), 'a.b*c')
  assert.equal(known('a[]x]b[^]x]c[[:alpha:]]d'), '(a & b & c & d)')
  assert.equal(known('a{2'), 'a{2')
})

test('what an expression matches always has its literals', () => {
  const random = chance(6)
  let matched = 0
  for (let round = 0; round < 15_000; round++) {
    const expression = compiled(randomExpression(random, 4), random(2))
    const text = randomText(random)
    if (!expression?.test(text)) continue
    matched++
    assert.ok(stand(literalsOf(expression.pattern()), fold(text)), `${expression.pattern()} in ${JSON.stringify(text)}`)
  }
  assert.ok(matched > 3000)
})

type Random = (below: number) => number

function stand(literals: Literals, text: string): boolean {
  if (literals.kind === 'literal') return text.includes(literals.text)
  if (literals.kind === 'and') return literals.parts.every(part => stand(part, text))
  return literals.kind === 'all' || literals.parts.some(part => stand(part, text))
}

function compiled(source: string, isCaseSensitive: number): RE2JS | undefined {
  try {
    return RE2JS.compile(source, RE2JS.MULTILINE | (isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE))
  } catch {
    return undefined
  }
}

const ATOMS = [
  ...['a', 'b', 'ab', 'K', 'ſ', 'é', '{', ']', '-', '.', '\\w', '\\d', '[ab]', '[^a]', '[]a]', '[.]', '[[:alpha:]b]'],
  ...['\\pL', '\\x61', '\\x{62}', '\\141', '\\.', '\\Qa.\\E', '\\Q)b\\E', '\\-', '^', '$', '\\b', '\\B', '(?i)', ''],
]

function randomExpression(random: Random, depth: number): string {
  const pick = (from: readonly string[]) => from[random(from.length)]!
  if (depth === 0 || random(3) === 0) return pick(ATOMS)
  const inner = () => randomExpression(random, depth - 1)
  const forms = [
    () => inner() + inner(),
    () => `(${inner()}|${inner()})`,
    () => `${pick(['(?:', '(', '(?i:'])}${inner()})`,
    () => `(?:${inner()})${pick(['*', '+', '?', '{0,2}', '{2}', '{1,}', '*?', '{2'])}`,
    () => inner() + pick(['*', '+', '?', '{2}', '{0}']),
  ]
  return forms[random(forms.length)]!()
}

const randomText = (random: Random) =>
  Array.from({ length: random(12) }, () => 'abABkKsſ.)éÉ{2]- c'[random(18)]).join('')
