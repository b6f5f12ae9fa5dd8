import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHostKeys } from '@pail/server/git-doors/ssh/host-keys'
import { keyGate } from '@pail/server/git-doors/ssh/key-gate'
import { listenSsh, type SshPort } from '@pail/server/git-doors/ssh/listen'
import { serveCall } from '@pail/server/git-doors/ssh/serve-call'
import type { Forge } from '@pail/server/kernel/forge'
import { ENVIRONMENT, temporary } from './git.ts'

/** Why tests with a real client are left out, where there is none. */
export const noSsh: string | false =
  !['ssh', 'ssh-keygen'].every(name => spawnSync(name, ['-?']).error === undefined) && 'openssh-client is not installed'

/** A pair of files as ssh-keygen makes them. */
export interface KeyPair {
  file: string
  /** The line that goes into an account. */
  public: string
}

export interface Said {
  code: number
  out: string
  err: string
}

/** The system's programs, speaking to an SSH server on loopback. */
export interface SshClient {
  /** Runs the system's `ssh` with a key; what follows are its options, the destination is added. */
  ssh(key: KeyPair, options: readonly string[], command?: string): Promise<Said>
  /** Runs git with that key in a folder. */
  git(key: KeyPair, folder: string, ...args: string[]): Promise<Said>
  /** What other programs run instead of `ssh`, as `GIT_SSH_COMMAND` says it. */
  command(key: KeyPair): string
  /** The address of a repository. */
  url(fullName: string): string
}

/** An SSH port on loopback in front of a forge. */
export interface SshVillage extends SshClient {
  port: number
  faults: unknown[]
  close(): Promise<void>
}

/** Makes a key; `type` and `bits` are those of ssh-keygen. */
export function makeKey(type = 'ed25519', bits?: number): KeyPair {
  const file = join(temporary('pail-key-'), 'key')
  execFileSync('ssh-keygen', ['-q', '-t', type, ...(bits ? ['-b', `${bits}`] : []), '-N', '', '-C', 'ada', '-f', file])
  return { file, public: readFileSync(`${file}.pub`, 'utf8').trim() }
}

export async function openSsh(forge: Forge, options: Partial<SshPort> = {}): Promise<SshVillage> {
  const hostKeys = await openHostKeys(join(forge.config.dataDirectory, 'ssh'))
  const faults: unknown[] = []
  const log = (error: unknown) => void faults.push(error)
  const gate = keyGate(forge)
  const door = { gitNode: forge.git, gate, origin: 'http://localhost:7990', log }
  const serve = (call: Parameters<typeof serveCall>[1]) => serveCall(door, call)
  const { admits } = gate
  const { port, close } = await listenSsh({ host: '127.0.0.1', port: 0, hostKeys, admits, serve, log, ...options })
  return { ...clientOf(port), port, faults, close }
}

/** Everybody comes in under one account, as the key tells who it is. */
export function clientOf(port: number, account = 'git'): SshClient {
  const known = join(temporary('pail-ssh-'), 'known_hosts')
  const settings = [
    'StrictHostKeyChecking=accept-new',
    `UserKnownHostsFile=${known}`,
    'IdentitiesOnly=yes',
    'BatchMode=yes',
    'SendEnv=GIT_PROTOCOL',
  ]
  const line = (key: KeyPair) => ['-F', '/dev/null', '-i', key.file, ...settings.flatMap(text => ['-o', text])]
  const command = (key: KeyPair) => `ssh ${line(key).join(' ')}`
  return {
    ssh: (key, given, asked) =>
      run('ssh', [...given, ...line(key), '-p', `${port}`, `${account}@127.0.0.1`, ...(asked ? [asked] : [])], {}),
    git: (key, cwd, ...args) => run('git', args, { cwd, env: { ...ENVIRONMENT, GIT_SSH_COMMAND: command(key) } }),
    command,
    url: fullName => `ssh://${account}@127.0.0.1:${port}/${fullName}.git`,
  }
}

type How = { cwd?: string; env?: NodeJS.ProcessEnv }

function run(program: string, args: readonly string[], how: How): Promise<Said> {
  return new Promise(resolve => {
    const child = execFile(program, args, { ...how, maxBuffer: 1 << 28, timeout: 60_000 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end()
  })
}
