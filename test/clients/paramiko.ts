import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { asAdmin, ENVIRONMENT, git, temporary } from '@pail/testkit'
import { makeKey } from '@pail/testkit/ssh'
import { committed, type Make } from './packages.ts'

const run = promisify(execFile)
const KEYS = [['ed25519'], ['ecdsa', 256], ['rsa', 3072]] as const

/** Git through Paramiko: cloned, pushed and fetched with each kind of key. */
export async function cloneWithParamiko(origin: string, port: number, python: string, make: Make): Promise<string> {
  await make(origin, 'by-paramiko', await committed({ 'README.md': 'by Paramiko\n' }))
  for (const [type, bits] of KEYS) await walk(origin, port, python, makeKey(type, bits))
  const { stdout } = await run(python, ['-c', 'import paramiko; print(paramiko.__version__)'])
  return `paramiko ${stdout.trim()}: Git with ${KEYS.map(([type]) => type).join(', ')}`
}

async function walk(
  origin: string,
  port: number,
  python: string,
  key: { file: string; public: string },
): Promise<void> {
  await asAdmin(origin, 'POST /2.0/users/admin/ssh-keys', { key: key.public })
  const folder = temporary('pail-paramiko-')
  const program = join(folder, 'ssh')
  const script = join(import.meta.dirname, 'git_by_paramiko.py')
  writeFileSync(program, `#!/bin/sh\nexec '${python}' '${script}' "$@"\n`, { mode: 0o755 })
  const env = {
    ...ENVIRONMENT,
    GIT_SSH: program,
    GIT_SSH_VARIANT: 'simple',
    PARAMIKO_PORT: `${port}`,
    PARAMIKO_KEY: key.file,
  }
  const clone = join(folder, 'clone')
  const over = (cwd: string, ...args: string[]) => run('git', args, { cwd, env, timeout: 60_000 })
  await over(folder, 'clone', '-q', 'ssh://git@127.0.0.1/demo/by-paramiko.git', clone)
  await git(clone, 'commit', '-q', '--allow-empty', '-m', 'Through Paramiko')
  await over(clone, 'push', '-q', 'origin', 'HEAD:main')
  await over(clone, 'fetch', '-q')
  if ((await git(clone, 'rev-parse', 'HEAD')) !== (await git(clone, 'rev-parse', 'origin/main')))
    throw new Error('what was pushed is not what is fetched')
}
