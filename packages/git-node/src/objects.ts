import { NotFound } from '@pail/failures'
import {
  type CommitObject,
  DIRECTORY,
  type ObjectContents,
  type ObjectKind,
  type Oid,
  parseCommit,
  type RawEntry,
  type Repository,
  Tree,
} from '@pail/git'
import type { Readers } from './readers.ts'
import { Recent } from './recent.ts'

const NOTHING: ReadonlyMap<string, string> = new Map()

const MAX_COMMIT_BYTES = 16 * 2 ** 20
const MAX_TREE_BYTES = 64 * 2 ** 20

/** Reads objects through the pool and remembers what is read again and again. Nothing it remembers ever changes. */
export class Objects {
  readonly #readers: Readers
  #commits = new Recent<CommitObject>(16 * 2 ** 20)
  #trees = new Recent<Tree>(48 * 2 ** 20)
  #marks = new Recent<ReadonlyMap<string, string>>(16 * 2 ** 20)
  #kinds = new Recent<ObjectKind>(20_000)
  #sizes = new Recent<number>(200_000)

  constructor(readers: Readers) {
    this.#readers = readers
  }

  /** In the order asked. */
  async commits(repository: Repository, ids: readonly Oid[]): Promise<CommitObject[]> {
    const found = new Map(ids.map(id => [id, this.#commits.get(keyOf(repository, id))]))
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

  /** All entries of a tree. */
  async tree(repository: Repository, id: Oid): Promise<RawEntry[]> {
    return [...(await this.folder(repository, id))]
  }

  /** A tree of which only some entries are wanted. */
  async folder(repository: Repository, id: Oid): Promise<Tree> {
    const known = this.#trees.get(id)
    if (known) return known
    const found = await this.#readers.use(repository, reader => reader.contents(id, MAX_TREE_BYTES))
    if (found?.kind !== 'tree') throw new NotFound('There is no such tree')
    const tree = new Tree(found.body)
    return this.#trees.set(id, tree, tree.bytes)
  }

  /** Mode and id of each name in a folder; nothing of what is no folder. */
  async marks(repository: Repository, folder: RawEntry | null): Promise<ReadonlyMap<string, string>> {
    if (folder?.mode !== DIRECTORY) return NOTHING
    const known = this.#marks.get(folder.oid)
    if (known) return known
    const marks = (await this.folder(repository, folder.oid)).marks()
    return this.#marks.set(folder.oid, marks, 200 * (1 + marks.size))
  }

  /** Null for what is not there. */
  async kind(repository: Repository, id: Oid): Promise<ObjectKind | null> {
    if (this.#commits.get(keyOf(repository, id))) return 'commit'
    const known = this.#kinds.get(keyOf(repository, id))
    if (known) return known
    const info = await this.#readers.use(repository, reader => reader.info(id))
    return info && this.#kinds.set(keyOf(repository, id), info.kind)
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

  /** Small objects, whole, in the order asked; null for what is not there. */
  many(repository: Repository, ids: readonly Oid[], maxBytes: number): Promise<(ObjectContents | null)[]> {
    return this.#readers.use(repository, reader => Promise.all(ids.map(id => reader.contents(id, maxBytes))))
  }

  #keepCommit(repository: Repository, id: Oid, found: ObjectContents | null): CommitObject {
    if (found?.kind !== 'commit') throw new NotFound('There is no such commit')
    const commit = parseCommit(id, found.body)
    return this.#commits.set(keyOf(repository, id), commit, found.body.length + (commit.payload?.length ?? 0) + 500)
  }
}

/** What is within sight only for a while is not remembered as the repository's own. */
const keyOf = ({ dir, beside = '' }: Repository, id: Oid): string => `${dir}\0${beside}\0${id}`
