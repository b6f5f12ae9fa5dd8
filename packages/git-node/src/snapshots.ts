import { isCurrent, type Oid, type RefReading, type RefSnapshot, type Repository, readRefs } from '@pail/git'

interface Known {
  reading?: RefReading
  /** What is behind each tag never changes. */
  peeled: Map<Oid, Oid | null>
}

/** Readings are kept for the repositories used last, while all of them together have no more refs than this. */
const MAX_REFS = 200_000

/** What a repository without refs counts for. */
const OVERHEAD = 200

/** Remembers the refs of repositories, and notices when someone else has changed them. */
export class Snapshots {
  #known = new Map<string, Known>()

  /** The caller has the repository's turn, so that no transaction is half done. */
  async read(repository: Repository): Promise<RefSnapshot> {
    const known: Known = this.#known.get(repository.dir) ?? { peeled: new Map() }
    this.#known.delete(repository.dir)
    this.#known.set(repository.dir, known)
    if (!known.reading || !isCurrent(repository.dir, known.reading)) {
      known.reading = await readRefs(repository, known.peeled)
      this.#trim()
    }
    return known.reading.snapshot
  }

  forget(repository: Repository): void {
    this.#known.delete(repository.dir)
  }

  #trim(): void {
    const newestFirst = [...this.#known].reverse()
    let refs = 0
    for (const [at, [dir, known]] of newestFirst.entries()) {
      refs += OVERHEAD + (known.reading?.snapshot.refs.length ?? 0) + known.peeled.size
      if (at > 0 && refs > MAX_REFS) this.#known.delete(dir)
    }
  }
}
