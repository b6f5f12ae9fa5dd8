import type { Wire } from './wire.ts'
import type { Kept } from './world.ts'

/** Hashes that a question names and that are not there. */
export class NotThere extends Error {
  readonly shas: string[]

  constructor(shas: string[]) {
    super('Commit not found')
    this.shas = shas
  }
}

/** What the included revisions reach and the excluded ones do not, newest first; all branches and tags when none is included. */
export function reachable(kept: Kept, include: readonly string[], exclude: readonly string[]): Wire[] {
  const known = new Map(kept.commits.map(commit => [commit.hash as string, commit]))
  const asked = [...include, ...exclude].map(revision => [revision, hashAt(kept, revision)] as const)
  const missing = asked.filter(([, hash]) => !known.has(hash)).map(([revision]) => revision)
  if (missing.length > 0) throw new NotThere(missing)
  const tips = include.length > 0 ? include : [...kept.branches.values(), ...kept.tags.values()]
  const without = closure(
    known,
    exclude.map(revision => hashAt(kept, revision)),
  )
  const within = closure(
    known,
    tips.map(revision => hashAt(kept, revision)),
  )
  return kept.commits.filter(({ hash }) => within.has(hash) && !without.has(hash)).toReversed()
}

const hashAt = (kept: Kept, revision: string): string =>
  kept.branches.get(revision) ?? kept.tags.get(revision) ?? revision

function closure(known: ReadonlyMap<string, Wire>, from: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    if (seen.has(hash)) continue
    seen.add(hash)
    for (const parent of known.get(hash)?.parents ?? []) open.push(parent.hash)
  }
  return seen
}

/** Branches and tags as their lists show them. */
export const refs = (kept: Kept, kind: 'branch' | 'tag'): Wire[] =>
  [...(kind === 'branch' ? kept.branches : kept.tags)].map(([name, hash]) => ({
    name,
    type: kind,
    target: kept.commits.find(commit => commit.hash === hash) ?? { type: 'commit', hash },
    links: { self: { href: `${kept.object.links.self.href}/refs/${kind === 'branch' ? 'branches' : 'tags'}/${name}` } },
    ...(kind === 'branch'
      ? { merge_strategies: ['merge_commit', 'squash'], default_merge_strategy: 'merge_commit' }
      : { message: '', date: null, tagger: null }),
  }))
