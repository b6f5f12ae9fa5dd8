import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from './at-exit.ts'
import { temporary } from './git.ts'
import { freePort } from './listen.ts'

const PROGRAM = [process.env.PAIL_TEST_SSHD ?? '', '/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(existsSync)

/** Why what needs the system's sshd is left out, where there is none. */
export const noSshd: string | false = PROGRAM
  ? process.getuid?.() !== 0 && 'sshd is run by root only'
  : 'openssh-server is not installed'

/** The system's SSH server on a free port of loopback, with these lines in its settings. */
export async function startSshd(lines: readonly string[]): Promise<{ port: number; said(): string; stop(): void }> {
  const folder = temporary('pail-sshd-')
  const key = join(folder, 'host_key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const port = await freePort()
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${key}`,
    `PidFile ${join(folder, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    ...lines,
  ]
  writeFileSync(join(folder, 'config'), `${settings.join('\n')}\n`)
  const child = spawn(PROGRAM!, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  atExit(() => child.kill())
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  await listening(child, () => said)
  return { port, said: () => said, stop: () => void child.kill() }
}

async function listening(child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (said().includes('Server listening')) return
    if (child.exitCode !== null) break
    await pause(50)
  }
  throw new Error(`sshd does not start: ${said()}`)
}
