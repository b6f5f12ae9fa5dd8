import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { type Running, start } from './run.ts'

/** Everything that the tips reach, as one pack on stdout. */
export function writePack(repository: Repository, tips: readonly Oid[], signal?: AbortSignal): Running {
  const args = ['pack-objects', '--revs', '--stdout', '--delta-base-offset', '-q']
  return start(repository, { args, input: tips.map(tip => `${tip}\n`).join(''), signal })
}

/** What one tip reaches and the others do not, as a pack that needs nothing beside it. All must be within sight. */
export function writePackSince(
  repository: Repository,
  { tip, known, signal }: { tip: Oid; known: readonly Oid[]; signal?: AbortSignal },
): Running {
  const args = ['pack-objects', '--revs', '--stdout', '--delta-base-offset', '-q']
  return start(repository, { args, input: [tip, ...known.map(id => `^${id}`), ''].join('\n'), signal })
}
