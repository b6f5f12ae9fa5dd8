import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findGit, type Repository } from './git.ts'
import { type Oid, oid } from './oid.ts'

/** For tests: a bare repository in a folder of its own. */
export interface MadeRepository {
  repository: Repository
  git(...args: string[]): string
  /** A commit of one file that holds the message, on top of others; no ref leads to it. */
  commit(message: string, ...parents: string[]): Oid
  /** A pack of what the first reach and the others do not. */
  pack(tips: readonly string[], known?: readonly string[]): Buffer
  remove(): void
}

export function makeRepository(): MadeRepository {
  const dir = mkdtempSync(join(tmpdir(), 'pail-git-'))
  const run = (args: string[], input: string | Buffer = '') =>
    execFileSync('git', args, { cwd: dir, env: ENVIRONMENT, input, maxBuffer: 2 ** 28 })
  const git = (...args: string[]) => run(args).toString().trim()
  git('init', '-q', '--bare', '--initial-branch=main', '.')
  return {
    repository: { git: findGit(process.env.PATH), dir },
    git,
    commit(message, ...parents) {
      const blob = run(['hash-object', '-w', '--stdin'], message).toString().trim()
      const tree = run(['mktree'], `100644 blob ${blob}\tfile.txt\n`).toString().trim()
      return oid(git('commit-tree', '-m', message, ...parents.flatMap(parent => ['-p', parent]), tree))
    },
    pack: (tips, known = []) =>
      run(
        ['pack-objects', '--revs', '--stdout', '--thin', '-q'],
        [...tips, ...known.map(id => `^${id}`), ''].join('\n'),
      ),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** No settings of whoever runs the tests. */
export const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
}
