import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from './git.ts'
import { readLooseRefs } from './loose-refs.ts'
import { objectFacts } from './object-facts.ts'
import type { Oid } from './oid.ts'
import { compareBytes, readPackedRefs } from './packed-refs.ts'
import { isRefName, type RefName } from './ref-name.ts'
import { formatRefs, type Ref, type RefSnapshot } from './ref-snapshot.ts'
import { isSettled, isUntouched, type Stamp, stamp } from './stamp.ts'

/** A snapshot with what is needed to see later whether the files behind it have changed. */
export interface RefReading {
  snapshot: RefSnapshot
  stamps: Stamp[]
  settled: boolean
}

/**
 * Reads HEAD and all refs. Loose ones come first: a ref that is packed meanwhile is then in the file read second.
 * `peeled` remembers, across readings, what is behind each tag.
 */
export async function readRefs(repository: Repository, peeled: Map<Oid, Oid | null>): Promise<RefReading> {
  const { dir } = repository
  const startedAt = Date.now()
  const files = [stamp(dir, 'HEAD'), stamp(dir, 'packed-refs')]
  const loose = await readLooseRefs(dir)
  const packed = await readPackedRefs(dir)
  const head = await readHead(dir)
  const refs = merged(loose.refs, packed.refs)
  const known = new Set(packed.fullyPeeled ? packed.refs : [])
  await peel(
    repository,
    refs.filter(ref => !known.has(ref)),
    peeled,
  )
  const etag = createHash('sha256').update(formatRefs({ head, refs })).digest('base64url').slice(0, 22)
  const stamps = [...files, ...loose.folders]
  return { snapshot: { etag, head, refs }, stamps, settled: stamps.every(seen => isSettled(seen, startedAt)) }
}

/** False when something has touched the refs since, or may have. */
export const isCurrent = (dir: string, { settled, stamps }: RefReading): boolean =>
  settled && stamps.every(seen => isUntouched(dir, seen))

async function readHead(dir: string): Promise<RefName | null> {
  const name = /^ref: *(.*)$/m.exec(await readFile(join(dir, 'HEAD'), 'utf8'))?.[1]
  return name !== undefined && isRefName(name) ? name : null
}

/** Both lists are sorted; a loose ref hides the packed one of its name. */
function merged(loose: readonly Ref[], packed: readonly Ref[]): Ref[] {
  const refs: Ref[] = []
  let at = 0
  for (const ref of packed) {
    while (at < loose.length && compareBytes(loose[at]!.name, ref.name) < 0) refs.push(loose[at++]!)
    if (loose[at]?.name !== ref.name) refs.push(ref)
  }
  return refs.concat(loose.slice(at))
}

/** Branches are commits, which have nothing behind them. */
async function peel(repository: Repository, refs: readonly Ref[], peeled: Map<Oid, Oid | null>): Promise<void> {
  const candidates = refs.filter(ref => !ref.name.startsWith('refs/heads/'))
  const unknown = [...new Set(candidates.map(ref => ref.oid))].filter(id => !peeled.has(id))
  for (const [id, facts] of await objectFacts(repository, unknown)) peeled.set(id, facts.peeled)
  for (const ref of candidates) {
    const behind = peeled.get(ref.oid)
    if (behind) ref.peeled = behind
  }
}
