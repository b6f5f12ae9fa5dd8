import { lastCommits, type Oid, type RepoPath, type Repository } from '@pail/git'
import { look } from './look.ts'
import type { Machine } from './machine.ts'
import { Recent } from './recent.ts'
import type { Seats } from './seats.ts'
import { Turns } from './turns.ts'

/** A folder as of a commit. */
export interface FolderAt {
  commit: Oid
  path: RepoPath
  names: readonly string[]
  signal: AbortSignal
}

type Last = Map<string, Oid>

const MAX_BYTES = 48 * 2 ** 20

/** What a name and an id take in a map. */
const NAME_BYTES = 160

/** Of a commit that a branch has left, so many folders are looked at in the next, if they are not too large. */
const MOST_FOLDERS = 16
const MAX_FOLLOWED = 20_000
const FOLLOWING_MS = 10_000

/** As many commits back an earlier answer is looked for without a process: pushes are mostly small. */
const MAX_STEPS = 50

/** Remembers the last commit of each entry of folders; a new answer begins where an earlier one stands. */
export class LastKnown {
  #kept = new Recent<Last>(MAX_BYTES)
  /** Folders of which something is known at some commit. */
  #folders = new Recent<true>(10_000)
  /** One at a time: those who ask themselves come first. */
  #isFollowing = false
  /** The folders last asked for at a commit. */
  #askedAt = new Recent<Set<RepoPath>>(10_000)
  #turns = new Turns()
  readonly #seats: Seats

  constructor(seats: Seats) {
    this.#seats = seats
  }

  async of(machine: Machine, repository: Repository, folder: FolderAt): Promise<Last> {
    const place = `${repository.dir}\0${folder.path}`
    this.#note(`${repository.dir}\0${folder.commit}`, folder.path)
    const known = (commit: Oid) => this.#kept.get(`${place}\0${commit}`)
    const isKnown = (last: Last | undefined) => folder.names.every(name => last?.has(name))
    const ready = known(folder.commit)
    if (ready && isKnown(ready)) return ready
    return this.#turns.take(place, async () => {
      folder.signal.throwIfAborted()
      const found = new Map(known(folder.commit))
      if (!isKnown(found)) await this.#find(machine, repository, { folder, place, known, found })
      this.#keep(place, folder.commit, found)
      return found
    })
  }

  /** A branch went on: what was asked of it before is asked again, so that the next caller finds it ready. */
  async follow(machine: Machine, repository: Repository, { old, tip }: { old: Oid; tip: Oid }): Promise<void> {
    if (this.#isFollowing) return
    this.#isFollowing = true
    try {
      await this.#askAgain(machine, repository, { old, tip })
    } finally {
      this.#isFollowing = false
    }
  }

  async #askAgain(machine: Machine, repository: Repository, { old, tip }: { old: Oid; tip: Oid }): Promise<void> {
    const signal = AbortSignal.timeout(FOLLOWING_MS)
    for (const path of this.#askedAt.get(`${repository.dir}\0${old}`) ?? []) {
      const folder = { commit: tip, path, signal }
      const names = [...(await marksOf(machine, repository, { ...folder, names: [] })).keys()]
      if (names.length > 0 && names.length <= MAX_FOLLOWED) await this.of(machine, repository, { ...folder, names })
    }
  }

  #note(at: string, path: RepoPath): void {
    const paths = this.#askedAt.get(at) ?? new Set()
    if (paths.size < MOST_FOLDERS) this.#askedAt.set(at, paths.add(path))
  }

  async #find(machine: Machine, repository: Repository, { folder, place, known, found }: Search): Promise<void> {
    const open = folder.names.filter(name => !found.has(name))
    const search = { folder: { ...folder, names: open }, place, known, found }
    const left = this.#folders.get(place) ? await descend(machine, repository, search) : [folder.commit]
    const names = open.filter(name => !found.has(name))
    if (names.length === 0) return
    const commit = left.length === 1 ? left[0]! : folder.commit
    const marks = (at: Oid) => marksOf(machine, repository, { ...folder, commit: at })
    const walk = () => lastCommits(repository, { ...folder, commit, names, known, marks })
    const answer = await this.#seats.during(folder.signal, walk)
    for (const [name, last] of answer.found) found.set(name, last)
    if (answer.tip) this.#keep(place, answer.tip, new Map([...(known(answer.tip) ?? []), ...answer.found]))
  }

  #keep(place: string, commit: Oid, last: Last): void {
    this.#folders.set(place, true)
    this.#kept.set(`${place}\0${commit}`, last, 200 + NAME_BYTES * last.size)
  }
}

interface Search {
  folder: FolderAt
  place: string
  known: (commit: Oid) => Last | undefined
  found: Last
}

/**
 * Goes back by reading trees: an entry that is as a parent has it goes on at the first such parent. Gives the commits
 * where it has come to nothing.
 */
async function descend(machine: Machine, repository: Repository, { folder, known, found }: Search): Promise<Oid[]> {
  const pending = new Map([[folder.commit, new Set(folder.names)]])
  for (let step = 0; step < MAX_STEPS && pending.size > 0; step++) {
    // Of several commits the newest comes first, so that none is come to again after it.
    const commits = await machine.objects.commits(repository, [...pending.keys()])
    const commit = commits.reduce((a, b) => (b.committer.date > a.committer.date ? b : a))
    const names = pending.get(commit.hash)!
    pending.delete(commit.hash)
    const here = known(commit.hash)
    for (const name of names) {
      const last = here?.get(name)
      if (last && names.delete(name)) found.set(name, last)
    }
    const marks = names.size > 0 ? await marksOf(machine, repository, { ...folder, commit: commit.hash }) : new Map()
    for (const parent of names.size > 0 ? commit.parents : []) {
      const before = await marksOf(machine, repository, { ...folder, commit: parent })
      const same = [...names].filter(name => before === marks || before.get(name) === marks.get(name))
      for (const name of same) names.delete(name)
      if (same.length > 0) pending.set(parent, new Set([...(pending.get(parent) ?? []), ...same]))
    }
    for (const name of names) found.set(name, commit.hash)
  }
  return [...pending.keys()]
}

/** Mode and id of everything in a folder; nothing where there is no such folder. */
async function marksOf(
  machine: Machine,
  repository: Repository,
  folder: FolderAt,
): Promise<ReadonlyMap<string, string>> {
  const entry = await look(machine, repository, folder)
  return machine.objects.marks(repository, entry)
}
