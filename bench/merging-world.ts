import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Oid, oid, type RefName } from '@pail/git'
import { type StartedGitNode, type StorageId, startGitNode } from '@pail/git-node'
import { git, temporary } from '@pail/testkit'

const run = promisify(execFile)

export const REBASED_COMMITS = 20

/** The same repository for the git node and for git by itself: branches that left `main` long ago. */
export interface MergingWorld {
  node: StartedGitNode
  storage: StorageId
  /** A bare copy. */
  folder: string
  /** A clone with files on the disk. */
  workTree: string
  idOf(revision: string): Promise<Oid>
  /** Seconds that a shell takes for these lines in the bare copy. */
  shell(lines: readonly string[]): Promise<number>
  close(): Promise<void>
}

export async function openMergingWorld(topics: number): Promise<MergingWorld> {
  const folder = await makeTopics(topics)
  const data = temporary()
  const node = await startGitNode({ directory: data })
  const storage = randomUUID()
  await node.create(storage, { defaultBranch: 'main' })
  const place = join(data, 'repositories', storage.slice(0, 2), storage.slice(2, 4), `${storage}.git`)
  await rm(place, { recursive: true })
  await cp(folder, place, { recursive: true })
  const workTree = temporary()
  await git(workTree, 'clone', '-q', folder, '.')
  return {
    ...{ node, storage, folder, workTree },
    idOf: async revision => oid(await git(folder, 'rev-parse', revision)),
    async shell(lines) {
      const from = performance.now()
      await run('sh', ['-e', '-c', lines.join('\n')], { cwd: folder, env: { ...process.env, ...WHO } })
      return (performance.now() - from) / 1000
    },
    close: () => node.close(),
  }
}

const WHO = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}

/** A ref for each merge to move: all of them begin where `main` is. */
export const into = (at: number): RefName => `refs/heads/into-${at}` as RefName

async function makeTopics(topics: number): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '--bare', '-b', 'main')
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  for (const part of script(topics)) if (!child.stdin.write(part)) await once(child.stdin, 'drain')
  child.stdin.end()
  if ((await ended)[0] !== 0) throw new Error('git fast-import failed')
  await git(folder, 'repack', '-q', '-a', '-d', '--write-bitmap-index')
  await git(folder, 'pack-refs', '--all')
  await git(folder, 'commit-graph', 'write', '--reachable', '--changed-paths')
  return folder
}

const FILES = 3000
const AHEAD = 500

/** Each topic changes a file that `main` has changed too, elsewhere in it, renames one and adds one. */
function* script(topics: number): Generator<string> {
  yield commit('main', 'Begin') + Array.from({ length: FILES }, (_, at) => file(at, text(at))).join('')
  for (let at = 0; at < topics; at++)
    yield reset(`topic-${at}`, 'main') +
      commit(`topic-${at}`, 'Change') +
      file(at, text(at, 25)) +
      `R ${path(at + 1000)} renamed/${at}.txt\n` +
      named(`new/${at}.txt`, text(at))
  yield reset('long', 'main')
  for (let at = 0; at < REBASED_COMMITS; at++)
    yield commit('long', `Step ${at}`) + file(at * 7, text(at * 7, 20 + (at % 8)))
  for (let at = 0; at < AHEAD; at++) yield commit('main', `Ahead ${at}`) + file(at % FILES, text(at, 3))
  for (let at = 0; at < topics; at++) yield reset(into(at).slice('refs/heads/'.length), 'main')
}

const path = (at: number) => `folder-${at % 50}/part-${at % 7}/file-${at}.txt`
const text = (at: number, changed = -1) =>
  Array.from({ length: 30 }, (_, line) => `${at} ${line}${line === changed ? ' changed' : ''}\n`).join('')
const named = (name: string, content: string) => `M 100644 inline ${name}\ndata ${content.length}\n${content}\n`
const file = (at: number, content: string) => named(path(at), content)
const reset = (branch: string, to: string) => `reset refs/heads/${branch}\nfrom refs/heads/${to}\n\n`
let clock = 1_600_000_000
const commit = (branch: string, message: string) =>
  `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> ${(clock += 60)} +0000\ndata ${message.length}\n${message}\n`
