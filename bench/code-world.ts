import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import { settled } from './git-world.ts'

const run = promisify(execFile)

/** Files that differ between `main` and each of the `changed-…` branches. */
export const CHANGED_FILES = 4700
export const CHANGED_BRANCHES = 4

/** One repository, on the server and on this disk: wide folders, a history over them, and branches far from it. */
export interface CodeWorld {
  pail: PailProcess
  /** A bare copy, packed as the server's is. */
  folder: string
  authorization: string
  /** Milliseconds that one process of this shell command takes, started by a shell again and again. */
  perProcess(command: string, times: number): Promise<number>
  close(): Promise<void>
}

export async function openCodeWorld(commits: number): Promise<CodeWorld> {
  const folder = await makeCode(commits)
  const pail = await startPail()
  const authorization = `Bearer ${ADMIN_TOKEN}`
  await fetch(`${pail.origin}/2.0/repositories/demo/code`, { method: 'POST', headers: { authorization } })
  const url = `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/code.git`
  await git(folder, 'push', '-q', url, 'refs/heads/main', 'refs/heads/*:refs/heads/*')
  await git(folder, 'repack', '-q', '-a', '-d', '--write-bitmap-index')
  await git(folder, 'commit-graph', 'write', '--reachable', '--changed-paths')
  await settled(pail, authorization, 'code')
  const perProcess = async (command: string, times: number) => {
    const from = performance.now()
    await run('sh', ['-c', `for i in $(seq ${times}); do ${command} >/dev/null; done`], { cwd: folder })
    return (performance.now() - from) / times
  }
  const close = async () => void (await pail.stop())
  return { pail, folder, authorization, perProcess, close }
}

async function makeCode(commits: number): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '--bare', '-b', 'main')
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  for (const part of script(commits)) if (!child.stdin.write(part)) await once(child.stdin, 'drain')
  child.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error('git fast-import failed')
  return folder
}

function* script(commits: number): Generator<string> {
  const wide = Array.from({ length: 1000 }, (_, at) => file(`wide/${name(at)}`, `wide ${at}\n`.repeat(20)))
  const wider = Array.from({ length: 1200 }, (_, at) => file(`wider/${name(at)}`, `wider ${at}\n`.repeat(5)))
  const many = Array.from({ length: CHANGED_FILES }, (_, at) => file(`many/${at % 60}/${name(at)}`, text(at, '')))
  yield commit('main', 0, 'Begin') + wide.join('') + wider.join('') + many.join('')
  for (let at = 1; at < commits; at++)
    yield commit('main', at, `Change ${at}`) +
      file(at % 2 ? `wider/${name((at * 7) % 1200)}` : `wide/${name((at * 11) % 1000)}`, `changed ${at}\n`.repeat(9))
  for (let branch = 0; branch < CHANGED_BRANCHES; branch++) {
    const changed = Array.from({ length: CHANGED_FILES }, (_, at) =>
      file(`many/${at % 60}/${name(at)}`, text(at, ` ${branch}`)),
    )
    yield `reset refs/heads/changed-${branch}\nfrom refs/heads/main\n\n${commit(`changed-${branch}`, commits, 'All')}${changed.join('')}`
  }
}

const name = (at: number) => `file-${String(at).padStart(5, '0')}.txt`
const text = (at: number, mark: string) =>
  Array.from({ length: 30 }, (_, line) => `${at} ${line}${line % 9 === 4 ? mark : ''}\n`).join('')
const file = (path: string, content: string) => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`
const commit = (branch: string, at: number, message: string) =>
  `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> ${1_600_000_000 + at * 60} +0000\ndata ${message.length}\n${message}\n`
