import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Unavailable } from '@pail/failures'
import type { Limits } from '@pail/git'
import type { GitNode } from './client.ts'
import { type Connection, connectGitNode } from './connect.ts'
import { forgetConnection, leaveConnection } from './connection-file.ts'

export interface GitNodeOptions {
  /** Where the repositories are; nothing else may be in it. */
  directory: string
  /** Where git is looked for. */
  path?: string
  limits?: Partial<Limits>
  /** What packs and archives that are kept for the next who asks may take on disk; 1 GiB when absent. */
  cacheBytes?: number
  /** Clones and fetches that git works for at once; twice the cores, and 4 at least, when absent. The others wait. */
  uploads?: number
  /** Where Node keeps what it has compiled: without stripping types anew, the second start is faster and half as large. */
  compileCache?: string
  /** Where the key is with which merges are signed; it may come and go. */
  signing?: string
  log?: (line: string) => void
}

export interface StartedGitNode extends GitNode {
  /** The process at present; it changes when one dies and the next takes its place. */
  readonly pid: number | undefined
}

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** The kernel takes no longer path for a socket. */
const MAX_SOCKET_PATH = 100

/** A node that lived no longer than this may die again at once; the next one waits a little. */
const UNHEALTHY_MS = 1000
const PAUSE_MS = 300

const CACHE_BYTES = 2 ** 30

/** Starting git is the cheaper the smaller this process is; little of what it does is worth compiling twice. */
const FLAGS = ['--max-semi-space-size=1', '--no-maglev', '--v8-pool-size=1', '--disable-warning=ExperimentalWarning']

/** Starts the git node as a child that ends with us, and starts another whenever it dies. */
export async function startGitNode(options: GitNodeOptions): Promise<StartedGitNode> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 })
  const connection = { socket: socketIn(options.directory), secret: randomBytes(32).toString('base64url') }
  const child = new Child(options, connection)
  await child.begin()
  leaveConnection(options.directory, connection)
  const client = connectGitNode(connection)
  return {
    ...client,
    get pid() {
      return child.pid
    },
    async close() {
      forgetConnection(options.directory)
      await client.close()
      await child.end()
    },
  }
}

/** One process after the other, until it is to end. */
class Child {
  #options: GitNodeOptions
  #connection: Connection
  #process: ChildProcess | undefined
  #isEnding = false

  constructor(options: GitNodeOptions, connection: Connection) {
    this.#options = options
    this.#connection = connection
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** The first process has to come up; those after it are tried for as long as it takes. */
  async begin(): Promise<void> {
    try {
      await ready(this.#spawn())
    } catch (error) {
      this.#isEnding = true
      throw error
    }
  }

  async end(): Promise<void> {
    this.#isEnding = true
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  #spawn(): ChildProcess {
    const log = this.#options.log ?? (() => {})
    const startedAt = Date.now()
    const child = spawnNode(this.#options, this.#connection, log)
    this.#process = child
    child.once('error', error => log(error.message))
    child.once('exit', (code, signal) => {
      if (this.#isEnding) return
      log(`the git node ended (${signal ?? code}); starting another`)
      const pause = Date.now() - startedAt < UNHEALTHY_MS ? PAUSE_MS : 0
      setTimeout(() => this.#isEnding || this.#spawn(), pause)
    })
    return child
  }
}

function spawnNode(
  { directory, path = process.env.PATH, compileCache, ...options }: GitNodeOptions,
  connection: Connection,
  log: (line: string) => void,
): ChildProcess {
  const { limits = {}, cacheBytes = CACHE_BYTES, uploads = Math.max(4, 2 * availableParallelism()) } = options
  const { signing } = options
  const settings = JSON.stringify({ ...connection, directory, path, limits, cacheBytes, uploads, signing })
  const env = { PAIL_GIT_NODE: settings, NODE_COMPILE_CACHE: compileCache ?? join(directory, 'compile-cache') }
  const child = spawn(process.execPath, [...FLAGS, MAIN], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => text.split('\n').filter(Boolean).forEach(log))
  return child
}

function ready(child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr!.on('data', (text: string) => {
    said = text
  })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('error', reject)
    child.once('close', () => reject(new Unavailable(`The git node does not start: ${said.trim()}`)))
  })
}

function socketIn(directory: string): string {
  const beside = join(directory, 'git-node.sock')
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside
  return join(tmpdir(), `pail-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}.sock`)
}
