import type { Repository } from './git.ts'
import { linesOf } from './lines.ts'
import type { Oid } from './oid.ts'
import { type Running, start, stopOn } from './run.ts'

/** What a walk from new tips down to the existing refs has seen. */
export interface Reach {
  /** Every object on the way is there. */
  connected: boolean
  /** Of the ids asked about: new commits, with their parents. */
  parents: Map<Oid, Oid[]>
  /** Of the ids asked about: parents of new commits. */
  reached: Set<Oid>
}

export interface Walk {
  tips: readonly Oid[]
  /** The ids to be told more about. */
  about?: readonly Oid[]
  signal?: AbortSignal | undefined
  /** Waits for the tips already. */
  walker?: () => Running
}

/** Proves that everything the tips need is here, before a ref leads anyone to them. */
export async function checkConnectivity(repository: Repository, walk: Walk): Promise<Reach> {
  const { tips, about = [], signal, walker = () => startWalk(repository) } = walk
  const asked = new Set(about)
  const reach: Reach = { connected: true, parents: new Map(), reached: new Set() }
  if (tips.length === 0) return reach
  const running = walker()
  stopOn(running, signal)
  running.stdin.end(tips.map(tip => `${tip}\n`).join(''))
  // Only commits have more than their own name on the line.
  for await (const line of linesOf(running.stdout, 81)) note(reach, asked, line.split(' ') as Oid[])
  reach.connected = (await running.exit).code === 0
  signal?.throwIfAborted()
  return reach
}

/** Enough for folders some four thousand deep, which is where newer versions of git draw the line. */
const STACK_BYTES = 2 ** 20

/** The refs are read only after the tips, so that a walk may wait for them without growing old. */
export function startWalk(repository: Repository): Running {
  const args = ['rev-list', '--objects', '--no-object-names', '--parents', '--stdin', '--not', '--all']
  return start(repository, { args, seconds: repository.git.limits.cpuSeconds, stackBytes: STACK_BYTES })
}

function note(reach: Reach, asked: Set<Oid>, [commit, ...parents]: Oid[]): void {
  if (asked.has(commit!)) reach.parents.set(commit!, parents)
  for (const parent of parents) if (asked.has(parent)) reach.reached.add(parent)
}
