import type { CodeQuery } from '../language/index.ts'
import { byBytes, STANDING, wantedParts } from '../search/standing.ts'
import type { Bits } from './bits.ts'
import { pathsWith, type TextIndex } from './evaluate.ts'
import type { Snapshot } from './snapshot.ts'

interface Known {
  snapshot: Snapshot
  texts: TextIndex
}

/** The standing of each file, by its place; only those in `files` are looked at. */
export function standings(query: CodeQuery, files: Bits, { snapshot, texts }: Known): Uint8Array {
  const names = new Uint8Array(snapshot.catalog.files.size)
  const paths = new Uint8Array(snapshot.catalog.files.size)
  const weights = new Uint8Array(snapshot.catalog.files.size)
  const mark = (marks: Uint8Array, weight: number, found: Bits) =>
    found.and(files).forEach(place => {
      if (marks[place]! < weight) marks[place] = weight
    })
  for (const part of distinct(wantedParts(query))) {
    mark(paths, STANDING.inPath, pathsWith(part, {}, { snapshot, scope: files }))
    if (part.kind !== 'word') continue
    mark(names, STANDING.defines, texts.marked(part.word, 'defined'))
    mark(weights, STANDING.some, texts.marked(part.word, 'some'))
    mark(weights, STANDING.many, texts.marked(part.word, 'many'))
  }
  for (let place = 0; place < weights.length; place++) weights[place]! += names[place]! + paths[place]!
  return weights
}

function distinct<T>(parts: readonly T[]): T[] {
  return [...new Map(parts.map(part => [JSON.stringify(part), part])).values()]
}

/** The best files in their order, at most so many. */
export function best(files: Bits, standing: Uint8Array, limit: number, snapshot: Snapshot): number[] {
  const byValue = new Map<number, number[]>()
  files.forEach(place => {
    const value = standing[place]!
    const places = byValue.get(value)
    if (places) places.push(place)
    else byValue.set(value, [place])
  })
  const chosen: number[] = []
  for (const value of [...byValue.keys()].sort((a, b) => b - a)) {
    if (chosen.length >= limit) break
    chosen.push(...firstOf(byValue.get(value)!, limit - chosen.length, snapshot))
  }
  return chosen
}

/** The first of some files by repository, branch and path. */
function firstOf(places: readonly number[], limit: number, { catalog }: Snapshot): number[] {
  const byBranch = new Map<number, number[]>()
  for (const place of places) {
    const branch = catalog.files.branchOf(place)
    const others = byBranch.get(branch)
    if (others) others.push(place)
    else byBranch.set(branch, [place])
  }
  const branches = [...byBranch.keys()].map(id => catalog.branches.get(id)!)
  branches.sort((a, b) => byBytes(a.repository, b.repository) || byBytes(a.name, b.name))
  const first: number[] = []
  for (const { id } of branches) {
    if (first.length >= limit) break
    const rankOf = (place: number) => catalog.rankOf(catalog.files.pathOf(place))
    first.push(...smallest(byBranch.get(id)!, limit - first.length, rankOf))
  }
  return first
}

/** The first few by their rank, which no two share. To sort numbers and cut is faster than to sort what they stand for. */
function smallest(places: readonly number[], limit: number, rankOf: (place: number) => number): number[] {
  const inOrder = (some: number[]) => some.sort((a, b) => rankOf(a) - rankOf(b))
  if (places.length <= limit) return inOrder([...places])
  const ranks = Float64Array.from(places, rankOf).sort()
  const last = ranks[limit - 1]!
  return inOrder(places.filter(place => rankOf(place) <= last))
}
