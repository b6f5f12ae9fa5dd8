import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asAdmin, git, startPail, temporary } from '@pail/testkit'
import { clientOf, type KeyPair, makeKey, noSsh } from '@pail/testkit/ssh'
import { noSshd, startSshd } from '@pail/testkit/sshd'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, QUICK, round, timed } from '../rounds.ts'

const PEER = "(OpenSSH's sshd)"
const MIB = 2 ** 20

/** Somebody to ask over SSH, and for what. */
interface Side {
  line: readonly string[]
  command: string
  /** Something that is over at once. */
  nothing: string
}

/** The same pack over both servers, and how long it takes to come in at all. */
export async function measureSsh(effort: Effort): Promise<Finding[]> {
  const lacking = noSsh || noSshd
  if (lacking) return [{ what: 'Git over SSH', skipped: lacking }]
  const pail = await startPail({ PAIL_SSH: 'on', PAIL_SSH_PORT: '0' })
  const key = makeKey()
  const sshd = await startSshd(['AcceptEnv GIT_PROTOCOL', `AuthorizedKeysFile ${key.file}.pub`])
  const source = await makeLarge((effort === QUICK ? 16 : 128) * MIB)
  await asAdmin(pail.origin, 'POST /2.0/users/admin/ssh-keys', { key: key.public })
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/large', {})
  const port = Number(/SSH on port (\d+)/.exec(pail.output())![1])
  const pushed = await clientOf(port).git(key, source, 'push', '-q', clientOf(port).url('demo/large'), 'main')
  if (pushed.code !== 0) throw new Error(pushed.err)
  const ours = side(key, port, 'git', 'demo/large')
  const theirs = side(key, sshd.port, 'root', source)
  const tip = await git(source, 'rev-parse', 'main')
  const findings = [await throughput(ours, theirs, tip, effort), await beginning(ours, theirs, effort)]
  sshd.stop()
  await pail.stop()
  return findings
}

async function makeLarge(bytes: number): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  for (let at = 0; at < bytes / MIB / 8; at++) writeFileSync(join(folder, `part-${at}`), randomBytes(8 * MIB))
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'large')
  await git(folder, 'repack', '-q', '-a', '-d', '--write-bitmap-index')
  return folder
}

function side(key: KeyPair, port: number, account: string, path: string): Side {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'SendEnv=GIT_PROTOCOL']
  const line = ['-F', '/dev/null', '-i', key.file, ...options.flatMap(text => ['-o', text]), '-p', `${port}`]
  return { line: [...line, `${account}@127.0.0.1`], command: `git-upload-pack '${path}'`, nothing: 'true' }
}

/** Answers how many bytes came. */
async function ask({ line }: Side, command: string, input: string): Promise<number> {
  const env = { PATH: process.env.PATH, GIT_PROTOCOL: 'version=2' }
  const child = spawn('ssh', [...line, command], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  let bytes = 0
  child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length))
  await new Promise(resolve => child.once('close', resolve))
  return bytes
}

const packet = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`

async function throughput(ours: Side, theirs: Side, tip: string, { rounds }: Effort): Promise<Finding> {
  const request = `${packet('command=fetch')}0001${packet('ofs-delta')}${packet('no-progress')}${packet(`want ${tip}\n`)}${packet('done\n')}0000`
  const rate = (side: Side) => async () => {
    let bytes = 0
    const ms = await timed(async () => (bytes = await ask(side, side.command, `${request}0000`)))
    return bytes / MIB / (ms / 1000)
  }
  const [us, them] = (await inTurns(rounds, rate(ours), rate(theirs))).map(median) as [number, number]
  return {
    what: 'a clone over SSH, as its client sees it',
    ours: `${round(us, 0)} MiB/s`,
    against: `${round(them, 0)} MiB/s ${PEER}`,
    ratio: us / them,
    goal: '>= 0.6x',
    met: us / them >= 0.6,
  }
}

async function beginning(ours: Side, theirs: Side, { rounds }: Effort): Promise<Finding> {
  const each = (side: Side) => () => timed(() => ask(side, side.nothing, ''))
  const [us, them] = (await inTurns(rounds * 5, each(ours), each(theirs))).map(median) as [number, number]
  return {
    what: 'a connection over SSH, with a command that does nothing',
    ours: `${round(us, 0)} ms`,
    against: `${round(them, 0)} ms ${PEER}`,
    ratio: us / them,
    goal: '<= 1.2x',
    met: us / them <= 1.2,
  }
}
