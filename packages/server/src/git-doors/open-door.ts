import { type ExecFileException, execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GitNodeOptions, type StartedGitNode, startGitNode } from '@pail/git-node'
import type { Ask, Gate, Opened, PushRules, Refused } from './gate.ts'
import { smartHttp } from './smart-http.ts'

/** For tests: a door on loopback, a git node behind it, one repository, and a gate of which the test holds the key. */
export interface OpenDoor {
  folder: string
  gitNode: StartedGitNode
  server: Server
  storage: string
  url: string
  /** Replaced by tests that refuse something. */
  rules: PushRules
  /** Asked first; undefined lets everyone in. */
  refuse: (ask: Ask) => Refused | undefined
  faults: unknown[]
  git(...args: string[]): Promise<Said>
  close(): Promise<void>
}

export interface Said {
  code: number
  out: string
  err: string
}

export const ALLOW_ALL: PushRules = {
  admit: async () => [],
  intend: async () => '1',
  settle: async () => {},
  words: async () => [],
}

export async function openDoor(options: Partial<GitNodeOptions> = {}): Promise<OpenDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'pail-door-'))
  const gitNode = await startGitNode({ directory: join(folder, 'data'), log: line => console.error(line), ...options })
  const storage = randomUUID()
  await gitNode.create(storage, { defaultBranch: 'main' })
  const faults: unknown[] = []
  const gate: Gate = {
    open: async (ask): Promise<Opened | Refused> => door.refuse(ask) ?? { storage, push: door.rules },
  }
  const take = smartHttp({ gitNode, gate, log: error => faults.push(error) })
  const server = createServer((req, res) => void (take(req, res) || res.writeHead(418).end()))
  server.requestTimeout = 0
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const door: OpenDoor = {
    ...{ folder, gitNode, server, storage, faults, rules: ALLOW_ALL, refuse: () => undefined },
    url: `http://127.0.0.1:${port}/acme/site.git`,
    git: (...args) => git(folder, args),
    async close() {
      server.closeAllConnections()
      server.close()
      await gitNode.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return door
}

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
}

function git(cwd: string, args: string[]): Promise<Said> {
  const settings = ['-c', 'init.defaultBranch=main', '-c', 'advice.detachedHead=false', '-c', 'gc.auto=0']
  return new Promise(resolve => {
    execFile(
      'git',
      [...settings, ...args],
      { cwd, env: ENVIRONMENT, maxBuffer: 2 ** 26 },
      (error: ExecFileException | null, out, err) => resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    )
  })
}
