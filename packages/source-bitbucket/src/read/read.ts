import { type Config, configOf } from '../config/config.ts'
import { misconfigured, type SourceFailure, SyncFailed } from '../protocol/failure.ts'
import type { ConfiguredStream, Message } from '../protocol/message.ts'
import { EVERY_STREAM, statesIn } from '../state/given.ts'
import { EMPTY, isObject, type StreamState, streamState } from '../state/state.ts'
import { streams } from '../streams/index.ts'
import type { Stream } from '../streams/stream.ts'
import { configuredIn } from './catalog.ts'
import { Channel } from './channel.ts'
import type { Options } from './connect.ts'
import { Report } from './report.ts'
import { Session } from './session.ts'
import { StreamRun } from './stream-run.ts'

/** Batches that wait to be taken; readers of further pages wait as well. */
const MOST_WAITING = 2

/** What is to be read, all of it checked. */
interface Task {
  config: Config
  configured: readonly ConfiguredStream[]
  states: ReadonlyMap<string, StreamState>
}

/** Reads what a catalog asks for, from where a state says; ends by throwing where a stream could not be read whole. */
export async function* read(
  config: unknown,
  catalog: unknown,
  state?: unknown,
  options: Options = {},
): AsyncGenerator<Message> {
  for await (const messages of batches(config, catalog, state, options)) yield* messages
}

/** The same in batches, for whoever writes them on. */
export async function* batches(
  config: unknown,
  catalog: unknown,
  state: unknown,
  options: Options = {},
): AsyncGenerator<Message[]> {
  const task = taskOf(config, catalog, state)
  const channel = new Channel<Message[]>(MOST_WAITING)
  const control = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, control.signal]) : control.signal
  const report = new Report(messages => channel.offer(messages), {
    secrets: task.config.secrets,
    level: options.level ?? 'INFO',
  })
  const session = new Session(task.config, report, { ...options, signal, push: messages => channel.push(messages) })
  const done = carryOut(session, task, signal).then(
    () => channel.end(),
    error => channel.end({ error }),
  )
  try {
    yield* channel
  } finally {
    control.abort()
    await done
  }
}

function taskOf(given: unknown, catalog: unknown, state: unknown): Task {
  const config = configOf(given)
  const configured = configuredIn(catalog)
  const kept = statesIn(state)
  const states = streams.map((stream): [string, StreamState] => [stream.name, stateOf(stream, kept)])
  return { config, configured, states: new Map(states) }
}

function stateOf(stream: Stream, kept: ReadonlyMap<string, unknown>): StreamState {
  if (stream.cursor === undefined) return EMPTY
  const own = kept.get(stream.name)
  if (own !== undefined) return streamState(own, stream)
  const all = kept.get(EVERY_STREAM)
  return isObject(all) && all[stream.cursor] !== undefined ? streamState(all, stream) : EMPTY
}

async function carryOut(session: Session, { configured, states }: Task, signal: AbortSignal): Promise<void> {
  const failures = new Map<string, SourceFailure>()
  for (const { stream: wanted, sync_mode } of configured) {
    signal.throwIfAborted()
    const stream = streams.find(({ name }) => name === wanted.name)
    if (!stream) {
      failures.set(wanted.name, unknown(session, wanted.name))
      continue
    }
    const run = new StreamRun(session, stream, {
      state: states.get(stream.name) ?? EMPTY,
      isIncremental: sync_mode === 'incremental',
    })
    await run.run()
    const { failure, isFatal } = run.verdict
    if (failure) failures.set(stream.name, failure)
    if (isFatal) break
  }
  if (failures.size > 0) throw summary(failures)
}

function unknown({ report }: Session, name: string): SourceFailure {
  const failure = misconfigured(`The stream ${name} is not one of this source; discover lists those that are.`)
  report.error(failure, name)
  report.status(name, 'INCOMPLETE')
  return failure
}

/** Who has to act is said by the first failure that somebody can act on. */
function summary(failures: ReadonlyMap<string, SourceFailure>): SyncFailed {
  const texts = [...failures].map(([name, { message }]) => `${name}: ${message}`)
  const types = [...failures.values()].map(({ failureType }) => failureType)
  const type = types.find(one => one === 'config_error') ?? types.find(one => one === 'system_error') ?? types[0]!
  return new SyncFailed(
    `During the sync, the following streams did not sync successfully: ${[...failures.keys()].join(', ')}. ${texts.join(' ')}`,
    type,
  )
}
