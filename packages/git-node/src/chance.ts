import type { Oid } from '@pail/git'
import type { Files, WorkTree } from './work-tree.ts'

const FOLDERS = ['', 'a/', 'a/b/', 'c/', 'd/']

/** For tests: two branches of one beginning, on which files are changed, added, removed and renamed, alone and by folders. */
export function madeByChance(open: WorkTree, seed: number): [ours: Oid, theirs: Oid] {
  const chance = new Chance(seed)
  const begun = new Map(Array.from({ length: 9 }, (_, at) => [`${chance.one(FOLDERS)}f${at}`, text(at)] as const))
  const base = open.commit(null, Object.fromEntries(begun))
  const branch = (mark: string, commits: number) => {
    const files = new Map(begun)
    let tip = base
    for (let at = 0; at < commits; at++) tip = open.commit(tip, new Change(chance, files, mark).make())
    return tip
  }
  return [branch('ours', 1 + chance.below(4)), branch('theirs', 1 + chance.below(5))]
}

const text = (mark: number) => Array.from({ length: 12 }, (_, line) => `line ${mark} ${line}\n`).join('')

/** The same numbers each time. */
class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed * 7919
  }

  below(most: number): number {
    this.#state = (this.#state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor(this.#state / 65_536) % most
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!
  }
}

/** What one commit does to the files. */
class Change {
  readonly #chance: Chance
  readonly #files: Map<string, string>
  readonly #mark: string
  readonly #done: Files = {}

  constructor(chance: Chance, files: Map<string, string>, mark: string) {
    this.#chance = chance
    this.#files = files
    this.#mark = mark
  }

  make(): Files {
    for (let left = 1 + this.#chance.below(2); left > 0; left--) {
      const path = this.#chance.one([...this.#files.keys()].sort())
      if (path !== undefined && !(path in this.#done)) this.#touch(path, this.#chance.below(10))
    }
    return this.#done
  }

  #touch(path: string, how: number): void {
    if (how < 4) this.#edit(path)
    else if (how < 6) this.#add(`${this.#chance.one(FOLDERS)}n${this.#chance.below(6)}`)
    else if (how < 7 && this.#files.size > 3) this.#remove(path)
    else if (how < 9) this.#rename(path, `${this.#chance.one(FOLDERS)}r${this.#chance.below(6)}`)
    else this.#renameFolder(this.#chance.one(FOLDERS.slice(1)), `m${this.#chance.below(3)}/`)
  }

  #edit(path: string): void {
    const lines = this.#files.get(path)!.split('\n')
    lines[this.#chance.below(lines.length - 1)] = `${this.#mark} ${this.#chance.below(3)}`
    this.#files.set(path, lines.join('\n'))
    this.#done[path] = lines.join('\n')
  }

  #add(path: string): void {
    if (this.#isTaken(path)) return
    this.#files.set(path, text(100 + this.#chance.below(4)))
    this.#done[path] = this.#files.get(path)!
  }

  #remove(path: string): void {
    this.#files.delete(path)
    this.#done[path] = null
  }

  #rename(path: string, to: string): void {
    if (path in this.#done || this.#isTaken(to)) return
    this.#files.set(to, this.#files.get(path)!)
    this.#files.delete(path)
    this.#done[path] = { to }
  }

  #renameFolder(folder: string, to: string): void {
    const inside = [...this.#files.keys()].filter(path => path.startsWith(folder))
    for (const path of inside) this.#rename(path, to + path.slice(folder.length))
  }

  #isTaken(path: string): boolean {
    return this.#files.has(path) || path in this.#done
  }
}
