import { CommanderError } from 'commander'
import { failureOf, SyncFailed, traceErrorOf } from '../protocol/failure.ts'
import type { Level } from '../protocol/message.ts'
import { Gone, Writer } from '../protocol/writer.ts'
import { LEVELS } from '../read/report.ts'
import { program } from './program.ts'

const FAILED = 1
const WRONG_USE = 2
const ORDERLY_END_MS = 3000

/** Runs a command as hosts do: what it says goes to standard output, and the code at its end says whether all went well. */
export async function run(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const writer = new Writer(process.stdout)
  const interruption = interruptible()
  const level = levelIn(environment)
  try {
    await program({ writer, level, signal: interruption.signal }).parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = await codeOf(error, writer, interruption.signal)
  }
  await writer.end()
  interruption.settle()
}

/** How much is said: `AIRBYTE_LOG_LEVEL`, or `LOG_LEVEL` as other sources have it. */
export function levelIn({ AIRBYTE_LOG_LEVEL, LOG_LEVEL }: NodeJS.ProcessEnv): Level {
  const wanted = (AIRBYTE_LOG_LEVEL ?? LOG_LEVEL ?? '').toUpperCase()
  return LEVELS.find(level => level === wanted || (level === 'WARN' && wanted === 'WARNING')) ?? 'INFO'
}

async function codeOf(error: unknown, writer: Writer, signal: AbortSignal): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE
  // Nobody hears what is said to somebody who has gone.
  if (error instanceof Gone) return 0
  if (signal.aborted) return FAILED
  // Each stream that failed has said so; this says it of the sync.
  const { stream_descriptor: _, ...trace } = traceErrorOf(failureOf(error))
  const message = { type: 'TRACE', trace: { type: 'ERROR', emitted_at: Date.now(), error: trace } } as const
  await writer.write([message]).catch(() => {})
  if (!(error instanceof SyncFailed) && error instanceof Error && trace.failure_type === 'system_error')
    process.stderr.write(`${error.stack}\n`)
  return FAILED
}

/** The first signal ends the reading in an orderly way, and then the process as a signal does; a second one at once. */
function interruptible(): { signal: AbortSignal; settle(): void } {
  const control = new AbortController()
  let received: NodeJS.Signals | undefined
  const stop = (signal: NodeJS.Signals) => {
    received = signal
    release()
    control.abort()
    // Who has stopped listening takes no states either, and hosts kill what has not ended after ten seconds.
    setTimeout(() => process.kill(process.pid, signal), ORDERLY_END_MS).unref()
  }
  const release = () => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.off(name, stop)
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, stop)
  return {
    signal: control.signal,
    settle: () => {
      release()
      // Hosts tell whoever was ended from whoever failed by it.
      if (received) process.kill(process.pid, received)
    },
  }
}
