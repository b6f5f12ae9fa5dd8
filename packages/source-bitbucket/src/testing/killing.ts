import type { Cloud } from './cloud.ts'
import { start } from './process.ts'
import { catalogOf, configFor, type Heard, heard } from './reading.ts'
import type { Wire } from './wire.ts'

/** What a destination has after reads that were killed and resumed. */
export interface Kept {
  /** Every record that a state covered when it came, by stream, in the order of coming. */
  records: Record<string, Wire[]>
  state: Wire[]
  /** How many reads were killed before they had ended by themselves. */
  kills: number
  /** After each killed read: the state that the next one was given. */
  states: Wire[][]
}

/** How often, and how many repositories are read at once. */
export interface Killing {
  kills: number
  streams: readonly string[]
  concurrency: number
}

/**
 * Reads as a host does whose machine dies: the process is killed at any moment, what no state covers is thrown away, and the
 * next read begins with the last state. The last one is left alone.
 */
export async function readWhileKilled(cloud: Cloud, { kills, streams, concurrency }: Killing): Promise<Kept> {
  const kept: Kept = { records: {}, state: [], kills: 0, states: [] }
  const documents = { config: configFor(cloud, { concurrency }), catalog: catalogOf(streams) }
  let lasting = 200
  for (let turn = 0; turn <= kills; turn++) {
    const isLast = turn === kills
    const running = start('read', { ...documents, state: kept.state })
    await begun(running.output, running.ended)
    const from = Date.now()
    if (!isLast) {
      await Promise.race([running.ended, new Promise(resolve => setTimeout(resolve, Math.random() * lasting))])
      running.child.kill('SIGKILL')
    }
    const { messages, signal } = await running.ended
    if (signal === 'SIGKILL') kept.kills++
    else lasting = Math.max(20, Date.now() - from)
    take(kept, heard(messages))
    if (!isLast) kept.states.push(kept.state)
  }
  return kept
}

async function begun(output: () => string, ended: Promise<unknown>): Promise<void> {
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!isOver && output() === '') await new Promise(resolve => setTimeout(resolve, 2))
}

/** Of each stream as much as its last state covers. */
function take(kept: Kept, { messages, state }: Heard): void {
  const waiting: Record<string, Wire[]> = {}
  for (const message of messages) {
    if (message.type === 'RECORD') (waiting[message.record.stream] ??= []).push(message.record.data)
    if (message.type !== 'STATE') continue
    const { name } = message.state.stream.stream_descriptor
    ;(kept.records[name] ??= []).push(...(waiting[name] ?? []))
    waiting[name] = []
  }
  const names = new Set(state.map(({ stream }) => stream.stream_descriptor.name))
  kept.state = [...kept.state.filter(({ stream }) => !names.has(stream.stream_descriptor.name)), ...state]
}
