import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRepoPath } from './repo-path.ts'

test('a path that is absolute or climbs is refused', () => {
  const paths = ['/etc/passwd', '..', '../x', 'a/../b', 'a//b', 'a/', './a', 'a/.', 'a\0b', '\ud800']
  assert.deepEqual(paths.filter(isRepoPath), [])
})

test('a path into .git is refused, however it is written', () => {
  assert.deepEqual(['.git', '.git/config', 'a/.GIT/hooks', 'a/.gIt'].filter(isRepoPath), [])
})

test('the root and everything a tree can hold are accepted', () => {
  const paths = ['', 'a', 'a/b.txt', '-x', '.gitignore', '.github/x', 'größe/ß', 'a b', ':(glob)*']
  assert.deepEqual(
    paths.filter(path => !isRepoPath(path)),
    [],
  )
})
