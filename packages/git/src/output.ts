import { TooLarge } from '@pail/failures'
import type { Repository } from './git.ts'
import { type Call, type Exit, start } from './run.ts'

/** Git said no where it had no reason to; the words are for the log, not for the caller of an API. */
export class GitFailed extends Error {
  override name = 'GitFailed'
  readonly exit: Exit
  constructor(verb: string, exit: Exit) {
    super(`git ${verb} ended with ${exit.code ?? 'a signal'}: ${exit.stderr.trim()}`)
    this.exit = exit
  }
}

export interface Output extends Exit {
  stdout: Buffer
}

const MAX_OUTPUT = 64 * 2 ** 20

/** Runs git to its end and keeps what it printed, up to a cap past which it is killed. */
export async function output(repository: Repository, call: Call, maxBytes = MAX_OUTPUT): Promise<Output> {
  const abort = new AbortController()
  const signal = call.signal ? AbortSignal.any([call.signal, abort.signal]) : abort.signal
  const running = start(repository, { input: '', ...call, signal })
  const chunks: Buffer[] = []
  let size = 0
  running.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) abort.abort()
    else chunks.push(chunk)
  })
  const exit = await running.exit
  if (size > maxBytes) throw new TooLarge('Git said more than is kept', { detail: { verb: call.args[0] } })
  call.signal?.throwIfAborted()
  return { ...exit, stdout: Buffer.concat(chunks) }
}

/** As `output`, for calls that have no reason to fail. */
export async function printed(repository: Repository, call: Call, maxBytes = MAX_OUTPUT): Promise<string> {
  const { stdout, ...exit } = await output(repository, call, maxBytes)
  if (exit.code !== 0) throw new GitFailed(call.args[0]!, exit)
  return stdout.toString()
}
