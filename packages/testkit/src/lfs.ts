import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENT, temporary } from './git.ts'
import type { Said } from './ssh.ts'

/** Why tests with the stock client are left out, where there is none. */
export const noLfs: string | false = spawnSync('git-lfs', ['version']).status !== 0 && 'git-lfs is not installed'

/** The stock git with the stock git-lfs. */
export type LfsClient = (folder: string, ...args: string[]) => Promise<Said>

/** What `git lfs install` writes; failures are told at once, and files in which locks make sense are left writable. */
const SETTINGS = `[filter "lfs"]
	clean = git-lfs clean -- %f
	smudge = git-lfs smudge -- %f
	process = git-lfs filter-process
	required = true
[lfs]
	locksverify = true
	setlockablereadonly = false
[init]
	defaultBranch = main
[core]
	hooksPath = `

/** A client with settings of its own; `more` goes to its environment. */
export function lfsClient(more: NodeJS.ProcessEnv = {}): LfsClient {
  const home = temporary('pail-lfs-')
  const hooks = join(home, 'hooks')
  mkdirSync(hooks)
  writeFileSync(join(hooks, 'pre-push'), '#!/bin/sh\ngit lfs pre-push "$@"\n', { mode: 0o755 })
  writeFileSync(join(home, 'config'), `${SETTINGS}${hooks}\n`)
  const env = { ...ENVIRONMENT, HOME: home, GIT_CONFIG_GLOBAL: join(home, 'config'), ...more }
  return (cwd, ...args) =>
    new Promise(resolve => {
      execFile('git', args, { cwd, env, maxBuffer: 1 << 28, timeout: 120_000 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
      )
    })
}
