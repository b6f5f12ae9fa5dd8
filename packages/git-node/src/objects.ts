import { NotFound } from '@pail/failures'
import {
  type CommitObject,
  type ObjectContents,
  type Oid,
  parseCommit,
  parseTree,
  type RawEntry,
  type Repository,
} from '@pail/git'
import type { Readers } from './readers.ts'
import { Recent } from './recent.ts'

const MAX_COMMIT_BYTES = 16 * 2 ** 20
const MAX_TREE_BYTES = 64 * 2 ** 20

/** Reads objects through the pool and remembers what is read again and again. Nothing it remembers ever changes. */
export class Objects {
  readonly #readers: Readers
  #commits = new Recent<CommitObject>(16 * 2 ** 20)
  #trees = new Recent<RawEntry[]>(32 * 2 ** 20)
  #sizes = new Recent<number>(200_000)

  constructor(readers: Readers) {
    this.#readers = readers
  }

  /** In the order asked. */
  async commits(repository: Repository, ids: readonly Oid[]): Promise<CommitObject[]> {
    const found = new Map(ids.map(id => [id, this.#commits.get(repository.dir + id)]))
    const unknown = [...found.keys()].filter(id => !found.get(id))
    if (unknown.length === 0) return ids.map(id => found.get(id)!)
    await this.#readers.use(repository, reader =>
      Promise.all(
        unknown.map(async id =>
          found.set(id, this.#keepCommit(repository, id, await reader.contents(id, MAX_COMMIT_BYTES))),
        ),
      ),
    )
    return ids.map(id => found.get(id)!)
  }

  async commit(repository: Repository, id: Oid): Promise<CommitObject> {
    return (await this.commits(repository, [id]))[0]!
  }

  async tree(repository: Repository, id: Oid): Promise<RawEntry[]> {
    const known = this.#trees.get(id)
    if (known) return known
    const found = await this.#readers.use(repository, reader => reader.contents(id, MAX_TREE_BYTES))
    if (found?.kind !== 'tree') throw new NotFound('There is no such tree')
    // An entry takes a few times its bytes once it is an object of ours.
    return this.#trees.set(id, parseTree(found.body), 4 * found.body.length + 100)
  }

  /** The sizes of blobs; null for what is not there. */
  async sizes(repository: Repository, ids: readonly Oid[]): Promise<(number | null)[]> {
    const found = new Map(ids.map(id => [id, this.#sizes.get(id) ?? null]))
    const unknown = [...found.keys()].filter(id => found.get(id) === null)
    if (unknown.length === 0) return ids.map(id => found.get(id)!)
    await this.#readers.use(repository, reader =>
      Promise.all(
        unknown.map(async id => {
          const info = await reader.info(id)
          if (info) found.set(id, this.#sizes.set(id, info.size))
        }),
      ),
    )
    return ids.map(id => found.get(id)!)
  }

  /** A small object, whole. */
  async contents(repository: Repository, id: Oid, maxBytes: number): Promise<Buffer> {
    const found = await this.#readers.use(repository, reader => reader.contents(id, maxBytes))
    if (!found) throw new NotFound('There is no such object')
    return found.body
  }

  #keepCommit(repository: Repository, id: Oid, found: ObjectContents | null): CommitObject {
    if (found?.kind !== 'commit') throw new NotFound('There is no such commit')
    return this.#commits.set(repository.dir + id, parseCommit(id, found.body), found.body.length + 500)
  }
}
