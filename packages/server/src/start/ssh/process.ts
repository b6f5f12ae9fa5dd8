import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config.ts'
import { CannotStart, type DataDirectory } from '../../data-directory.ts'
import { wake } from '../../kernel/events.ts'
import type { Log } from '../../kernel/log.ts'

/** What the process is told when it starts. */
export interface Asked {
  config: Config
  origin: string
}

/** What it says. */
export type Said = { port: number; fingerprints: string[] } | { failed: string; code?: string } | { wake: true }

export interface SshProcess {
  port: number
  /** Of the keys by which clients know the server. */
  fingerprints: readonly string[]
  /** The process at present. */
  readonly pid: number | undefined
  close(): Promise<void>
}

export interface SshSettings extends Asked {
  place: DataDirectory
  log: Log
}

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const FLAGS = ['--expose-gc', '--max-semi-space-size=4', '--disable-warning=ExperimentalWarning']
/** One that lived no longer than this may die again at once. */
const UNHEALTHY_MS = 1000
const PAUSE_MS = 500
/** Longer than it gives itself. */
const KILL_MS = 25_000

/** Starts the process that speaks SSH, and another in its place whenever it dies. */
export async function startSsh(settings: SshSettings): Promise<SshProcess> {
  let child = spawn(settings)
  const first = await ready(child)
  if (!('port' in first)) throw new CannotStart(complaint(first, settings.config))
  const again = { ...settings, config: { ...settings.config, sshPort: first.port } }
  let isEnding = false
  const watch = (since: number) =>
    child.once('exit', (code, signal) => {
      if (isEnding) return
      settings.log.error(`the ssh process ended (${signal ?? code}); starting another`)
      setTimeout(restart, Date.now() - since < UNHEALTHY_MS ? PAUSE_MS : 0)
    })
  const restart = () => {
    if (isEnding) return
    child = spawn(again)
    watch(Date.now())
  }
  watch(Date.now())
  return {
    ...first,
    get pid() {
      return child.pid
    },
    close() {
      isEnding = true
      return ended(child)
    },
  }
}

function spawn({ config, origin, place }: SshSettings): ChildProcess {
  // The whole environment: the driver of PostgreSQL looks there for what the address leaves out.
  const env = { ...process.env, NODE_COMPILE_CACHE: place.compileCache }
  const child = fork(MAIN, { env, execArgv: FLAGS, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.on('message', (said: Said) => 'wake' in said && wake())
  child.send({ config, origin } satisfies Asked)
  return child
}

type First = Exclude<Said, { wake: true }>

function ready(child: ChildProcess): Promise<First> {
  return new Promise((resolve, reject) => {
    child.once('message', (said: First) => resolve(said))
    child.once('error', reject)
    child.once('exit', () => resolve({ failed: 'it ended at once' }))
  })
}

function complaint(said: First, { sshPort, host }: Config): string {
  const { failed, code } = said as { failed: string; code?: string }
  if (code === 'EADDRINUSE') return `Port ${sshPort} on ${host} is taken; set PAIL_SSH_PORT to another one`
  if (code === 'EACCES')
    return `Port ${sshPort} on ${host} may not be used by this user; set PAIL_SSH_PORT to another one`
  return `SSH cannot be served: ${failed}`
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const cut = setTimeout(() => child.kill('SIGKILL'), KILL_MS)
  await gone
  clearTimeout(cut)
}
