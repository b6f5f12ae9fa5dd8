import type { Oid } from './oid.ts'
import type { Tree } from './tree.ts'
import { formatEntry, type RawEntry, sortKey } from './tree-object.ts'

/** A folder of which something is to change. What stays is copied as it is: some folders have a hundred thousand files. */
export class TreeDraft {
  /** Folders in it of which something is to change too, by the bytes of their names. */
  readonly open = new Map<string, TreeDraft>()
  readonly #tree: Tree | null
  readonly #places: ReadonlyMap<string, number>
  #changes = new Map<string, RawEntry | null>()
  #size: number

  /** Null for a folder to be. */
  constructor(tree: Tree | null) {
    this.#tree = tree
    this.#places = tree?.places() ?? new Map()
    this.#size = this.#places.size
  }

  /** How many names there are. */
  get size(): number {
    return this.#size
  }

  /** A name that is no UTF-8 goes by the form in which it is shown, where no other entry has that one. */
  keyOf(name: string): string {
    const exact = Buffer.from(name).toString('latin1')
    if (!name.includes('\ufffd') || this.#changes.has(exact) || this.#places.has(exact)) return exact
    return this.#tree?.find(name)?.raw?.toString('latin1') ?? exact
  }

  get(key: string): RawEntry | undefined {
    const changed = this.#changes.get(key)
    if (changed !== undefined) return changed ?? undefined
    const place = this.#places.get(key)
    return place === undefined ? undefined : this.#tree!.at(place)
  }

  has(key: string): boolean {
    return this.#changes.has(key) ? this.#changes.get(key) !== null : this.#places.has(key)
  }

  set(key: string, { mode, oid }: { mode: string; oid: Oid }): void {
    if (!this.has(key)) this.#size++
    const raw = Buffer.from(key, 'latin1')
    this.#changes.set(key, { mode, oid, name: raw.toString(), raw })
  }

  delete(key: string): void {
    if (this.has(key)) this.#size--
    this.#changes.set(key, null)
  }

  /** The tree object that it becomes. */
  body(): Buffer {
    const tree = this.#tree
    const come = [...this.#changes.values()].filter(entry => entry !== null)
    const placed = come.map(entry => ({ entry, key: sortKey(entry) })).sort((a, b) => Buffer.compare(a.key, b.key))
    const steps: { at: number; line?: Buffer }[] = [
      ...placed.map(({ entry, key }) => ({ at: tree ? placeFor(tree, key) : 0, line: formatEntry(entry) })),
      ...[...this.#changes.keys()].flatMap(key => (this.#places.has(key) ? { at: this.#places.get(key)! } : [])),
    ]
    const pieces: Buffer[] = []
    let from = 0
    for (const { at, line } of steps.sort((a, b) => a.at - b.at)) {
      if (tree && at > from) pieces.push(tree.slice(from, at))
      if (line) pieces.push(line)
      from = line ? at : at + 1
    }
    if (tree) pieces.push(tree.slice(from, tree.length))
    return Buffer.concat(pieces)
  }
}

/** How many entries come before that one. */
function placeFor(tree: Tree, key: Buffer): number {
  let [low, high] = [0, tree.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Buffer.compare(sortKey(tree.at(middle)), key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
