import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git, temporary } from '@pail/testkit'

/** A repository of somebody's own, and git to ask about it. */
export interface Work {
  folder: string
  /** Runs the stock git and gives what it printed, without the line end. */
  git(...args: string[]): Promise<string>
  /** What the stock git prints, to the byte, where only a path's special characters are escaped. */
  bytes(...args: string[]): Buffer
  /** Writes files, commits everything there is, and gives the hash. */
  commit(message: string, files?: Record<string, string | Buffer>): Promise<string>
}

export async function openWork(): Promise<Work> {
  const folder = temporary()
  const run = (...args: string[]) => git(folder, ...args)
  await run('init', '-q', '-b', 'main')
  return {
    folder,
    git: run,
    bytes: (...args) => execFileSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: folder }),
    async commit(message, files = {}) {
      for (const [path, content] of Object.entries(files)) write(join(folder, path), content)
      await run('add', '--all')
      await run('commit', '-q', '--allow-empty', '-m', message)
      return run('rev-parse', 'HEAD')
    },
  }
}

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Lines 1 to 30, with other words in some places. */
export const lines = (changed: Record<number, string> = {}): string =>
  Array.from({ length: 30 }, (_, at) => `${changed[at + 1] ?? `line ${at + 1}`}\n`).join('')
