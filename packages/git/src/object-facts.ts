import type { Repository } from './git.ts'
import { isOid, type Oid } from './oid.ts'
import { printed } from './output.ts'

export type ObjectKind = 'commit' | 'tree' | 'blob' | 'tag'

export interface ObjectFacts {
  kind: ObjectKind
  /** What an annotated tag leads to in the end; null for everything else. */
  peeled: Oid | null
}

/** What each of these objects is. Those that are not there are missing from the answer too. */
export async function objectFacts(repository: Repository, ids: readonly Oid[]): Promise<Map<Oid, ObjectFacts>> {
  const facts = new Map<Oid, ObjectFacts>()
  if (ids.length === 0) return facts
  const input = ids.map(id => `${id}\n${id}^{}\n`).join('')
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)']
  const lines = (await printed(repository, { args, input })).split('\n')
  ids.forEach((id, at) => {
    const kind = lines[2 * at]!.split(' ')[1]!
    const target = lines[2 * at + 1]!.slice(0, 40)
    if (!isKind(kind) || !isOid(target)) return
    facts.set(id, { kind, peeled: kind === 'tag' ? target : null })
  })
  return facts
}

export const isKind = (word: string): word is ObjectKind => ['commit', 'tree', 'blob', 'tag'].includes(word)
