import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** For tests: git under watch. It tells how often each of its commands was begun, and takes its time for some. */
export interface CountedGit {
  /** For the git node, to find this git before the other. */
  path: string
  /** How often a command was begun. */
  count(command: string): number
  remove(): void
}

export function countedGit(slow: { command: string; seconds: number } = { command: '-', seconds: 0 }): CountedGit {
  const folder = mkdtempSync(join(tmpdir(), 'pail-counted-'))
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const log = join(folder, 'log')
  const isNamed = (command: string) => `case " $* " in *" ${command} "*)`
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/sh\necho " $* " >> '${log}'\n${isNamed(slow.command)} sleep ${slow.seconds};; esac\nexec '${git}' "$@"\n`,
  )
  chmodSync(join(folder, 'git'), 0o755)
  const lines = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [])
  return {
    path: `${folder}:${process.env.PATH}`,
    count: command => lines().filter(line => line.includes(` ${command} `)).length,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
