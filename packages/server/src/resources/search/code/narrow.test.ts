import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CodeQuery } from '@pail/code-search'
import { narrowed } from './narrow.ts'

const readable = [
  { uuid: '1', slug: 'site', project: 'SITE', isBuilding: false },
  { uuid: '2', slug: 'tools', project: 'OPS', isBuilding: false },
  { uuid: '3', slug: 'site-tools', project: 'OPS', isBuilding: false },
]
const idsOf = (query: CodeQuery) => narrowed(query, 'acme', readable)
const those = (...ids: string[]) => ({ kind: 'repositories', ids })

test('a repository that cannot be read stands for none, as one that is not there', () => {
  assert.deepEqual(idsOf({ kind: 'repo', value: 'vault' }), those())
  assert.deepEqual(idsOf({ kind: 'project', value: 'SECRET' }), those())
  assert.deepEqual(idsOf({ kind: 'repo', value: 'elsewhere/site' }), those())
})

test('a repository is named by its whole slug, in any case, with its workspace or without', () => {
  assert.deepEqual(idsOf({ kind: 'repo', value: 'Site' }), those('1'))
  assert.deepEqual(idsOf({ kind: 'repo', value: 'acme/site' }), those('1'))
})

test('a project stands for all of its repositories', () => {
  assert.deepEqual(idsOf({ kind: 'project', value: 'ops' }), those('2', '3'))
})

test('names are found wherever they stand in a query, and all else stays as it is', () => {
  const word = { kind: 'word', word: 'foo', text: 'foo' } as const
  const query: CodeQuery = {
    kind: 'and',
    parts: [word, { kind: 'not', part: { kind: 'or', parts: [{ kind: 'repo', value: 'site' }, word] } }],
  }
  assert.deepEqual(idsOf(query), {
    kind: 'and',
    parts: [word, { kind: 'not', part: { kind: 'or', parts: [those('1'), word] } }],
  })
})
