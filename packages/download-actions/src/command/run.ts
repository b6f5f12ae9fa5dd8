import { type Command, CommanderError } from 'commander'
import { Misused } from '../core/misused.ts'
import { Refused } from '../core/refused.ts'
import { masked } from '../node/connection.ts'
import { lineOf } from '../node/line.ts'
import { configurationIn, type Flags } from './flags.ts'
import { programOf } from './program.ts'
import { plain, print } from './terminal.ts'

const FAILED = 1
const WRONG_USE = 2
const INTERRUPTED = 130

/** Does what the arguments say, and answers the exit code. */
export async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const program = programOf(signal)
  for (const command of [program, ...program.commands]) command.exitOverride()
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return await ended(error, program, signal)
  }
}

async function ended(error: unknown, program: Command, signal: AbortSignal): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE
  if (signal.aborted) return INTERRUPTED
  if (error instanceof Refused && program.opts<Flags>().json) await print(`${JSON.stringify(error.output, null, 2)}\n`)
  const line = lineOf(error)
  if (line === undefined) throw error
  process.stderr.write(`bitbucket-downloads: ${masked(plain(line), configurationIn(program))}\n`)
  return error instanceof Misused ? WRONG_USE : FAILED
}
