import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { atExit } from './at-exit.ts'

const run = promisify(execFile)

/** Only what the tests say: no settings of whoever runs them, and no questions. */
export const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}

/** A directory that disappears with the process. */
export function temporary(name = 'pail-git-'): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  atExit(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the stock git and answers what it printed; rejects with its complaint. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd: folder, env: ENVIRONMENT, maxBuffer: 1 << 28 })
  return stdout.trim()
}

/** The same when how it ends is the question. */
export async function tryGit(folder: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return run('git', args, { cwd: folder, env: ENVIRONMENT, maxBuffer: 1 << 28 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

/** A repository with a history made by `git fast-import`, which is quick however long it is. */
export async function makeHistory({ commits, files }: { commits: number; files: number }): Promise<string> {
  const folder = temporary()
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', folder], { env: ENVIRONMENT })
  const child = spawn('git', ['fast-import', '--quiet', '--date-format=raw'], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  for (let number = 0; number < commits; number++)
    if (!child.stdin.write(commit(number, files))) await new Promise(resolve => child.stdin.once('drain', resolve))
  child.stdin.end(
    `checkpoint\n\nreset refs/heads/feature/one\nfrom refs/heads/main~${Math.min(10, commits - 1)}\n\ntag v1.0\nfrom refs/heads/main\ntagger Ada <ada@example.com> 1700000000 +0100\ndata 5\nfirst\n`,
  )
  if ((await ended) !== 0) throw new Error('git fast-import failed')
  return folder
}

function commit(number: number, files: number): string {
  const message = `Change ${number}\n`
  const text = `line ${number}\n`.repeat(1 + (number % 40))
  const path = `src/part-${number % 97}/file-${number % files}.txt`
  return `commit refs/heads/main\ncommitter Ada <ada@example.com> ${1_600_000_000 + number * 60} +0000\ndata ${message.length}\n${message}M 100644 inline ${path}\ndata ${text.length}\n${text}\n`
}
