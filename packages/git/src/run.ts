import { type ChildProcess, type ChildProcessWithoutNullStreams as Launched, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { Unavailable } from '@pail/failures'
import { environment, HARDENING } from './environment.ts'
import type { Git, Repository } from './git.ts'

/** One git process to be. Arguments are constants, full object ids, checked ref names, or come after `--`. */
export interface Call {
  args: readonly string[]
  /** Added to the built environment. */
  env?: Record<string, string>
  /** Further `-c` settings. */
  settings?: readonly string[]
  /** What stdin holds, when it is known beforehand. Without it stdin stays open for the caller. */
  input?: string | Buffer
  signal?: AbortSignal | undefined
  /** Wall time after which the process is killed. */
  seconds?: number
  /** Foreign input: address space, processor time and file size are limited too. */
  foreign?: boolean
  /** Bounds recursion: what a walk can hold in this much stack, no later process of git falls over. */
  stackBytes?: number
  /** Dies with us, even when we are killed; for work that has no pipe to notice it by. */
  leashed?: boolean
}

export interface Exit {
  /** Null when a signal ended the process. */
  code: number | null
  stderr: string
}

export interface Running {
  stdin: Writable
  stdout: Readable
  exit: Promise<Exit>
  /** Told each line of stderr as it comes. */
  onLine?: ((line: string) => void) | undefined
  stop(): void
}

/** Under a limit on address space, packs cannot be mapped whole. */
const SMALL_WINDOWS = ['core.packedGitWindowSize=64m', 'core.packedGitLimit=1g']

const MAX_STDERR = 64 * 1024
const GRACE_MS = 2000

/** Starts git. The caller reads stdout to its end, or aborts. */
export function start(repository: Repository, call: Call): Running {
  const child = launch(commandLine(repository, call), { ...environment(repository), ...call.env })
  repository.git.running.add(child)
  const heard = hear(child)
  const exit = settled(child, heard).finally(() => repository.git.running.delete(child))
  const running = Object.assign(heard, { stdin: child.stdin, stdout: child.stdout, exit, stop: () => stop(child) })
  const timer = call.seconds === undefined ? undefined : setTimeout(running.stop, call.seconds * 1000)
  exit.catch(() => {}).then(() => clearTimeout(timer))
  stopOn(running, call.signal)
  // The exit code tells what happened; a closed pipe adds nothing to it.
  child.stdin.on('error', () => {})
  if (call.input !== undefined) child.stdin.end(call.input)
  return running
}

/** Whoever wanted the work does not want it any more. */
export function stopOn(running: Running, signal: AbortSignal | undefined): void {
  if (signal?.aborted) running.stop()
  signal?.addEventListener('abort', running.stop, { once: true })
  void running.exit.catch(() => {}).then(() => signal?.removeEventListener('abort', running.stop))
}

/** Ends a process and everything it started: politely, so that it removes its lock files, then by force. */
export function stop(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return
  killGroup(child, 'SIGTERM')
  setTimeout(
    () => child.exitCode === null && child.signalCode === null && killGroup(child, 'SIGKILL'),
    GRACE_MS,
  ).unref()
}

/** A group of its own: a key press in the terminal does not reach it, and killing it takes git's own children along. */
function launch([program, ...args]: string[], env: Record<string, string>): Launched {
  const failed = (cause: unknown) => new Unavailable('Git cannot be started', { detail: String(cause) })
  try {
    const child = spawn(program!, args, { cwd: '/', env, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    // Where file descriptors have run out there are no pipes either.
    if (child.stdin) return child
    child.once('error', () => {})
  } catch (cause) {
    throw failed(cause)
  }
  throw failed('no file descriptors are left')
}

function commandLine({ git }: Repository, call: Call): string[] {
  const settings = [...(call.settings ?? []), ...(call.foreign ? SMALL_WINDOWS : [])].flatMap(setting => [
    '-c',
    setting,
  ])
  const line = [git.binary, ...HARDENING, ...settings, ...call.args]
  const limits = limitsOf(git, call)
  if (git.prlimit && limits.length > 0) line.unshift(git.prlimit, ...limits, '--core=0', '--')
  if (call.leashed && git.setpriv) line.unshift(git.setpriv, '--pdeathsig', 'KILL', '--')
  return line
}

function limitsOf({ limits }: Git, { foreign, stackBytes }: Call): string[] {
  const { addressSpaceBytes, cpuSeconds, packBytes } = limits
  const taking = [`--as=${addressSpaceBytes}`, `--cpu=${cpuSeconds}`, `--fsize=${packBytes}`]
  return [...(foreign ? taking : []), ...(stackBytes ? [`--stack=${stackBytes}`] : [])]
}

interface Heard {
  stderr: string
  onLine?: Running['onLine']
}

function hear(child: ChildProcess): Heard {
  const heard: Heard = { stderr: '' }
  let pending = ''
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    heard.stderr += chunk.slice(0, MAX_STDERR - heard.stderr.length)
    const lines = (pending + chunk).split('\n')
    pending = lines.pop()!.slice(-MAX_STDERR)
    // Of a line that is written over and over, the last writing counts.
    for (const line of lines) heard.onLine?.(line.slice(line.lastIndexOf('\r') + 1))
  })
  return heard
}

function settled(child: ChildProcess, heard: Heard): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', cause => reject(new Unavailable('Git cannot be started', { detail: String(cause) })))
    child.once('close', code => resolve({ code, stderr: heard.stderr }))
  })
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // It ended in the meantime.
  }
}
