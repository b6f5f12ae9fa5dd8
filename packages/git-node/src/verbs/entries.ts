import { Invalid, NotFound } from '@pail/failures'
import { DIRECTORY, type Oid, type RawEntry, type RepoPath, type Repository } from '@pail/git'
import type { StorageId } from '../client.ts'
import { look, type Placed, shown } from '../look.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import type { Page, TreeEntry } from '../reading.ts'

export interface Listed {
  commit: Oid
  path: RepoPath
  maxDepth: number
  limit: number
  after: string | undefined
  sizes: boolean
  signal: AbortSignal
}

/** Where an entry is: its number in each tree on the way to it. */
type Position = number[]

export async function entries(machine: Machine, storage: StorageId, listed: Listed): Promise<Page<TreeEntry>> {
  const repository = repositoryOf(machine, storage)
  const folder = await look(machine, repository, listed)
  if (folder?.mode !== DIRECTORY) throw new NotFound('There is no such folder')
  const after = listed.after === undefined ? [] : positionIn(listed.after, folder.oid)
  if (after.length > listed.maxDepth) throw wrongPage()
  const found: (Placed & { position: Position })[] = []
  const levels = new Levels(machine, repository, listed.signal)
  for await (const next of levels.below({ path: listed.path, entry: folder }, after, listed.maxDepth)) {
    if (found.push(next) > listed.limit) break
  }
  const placed = found.slice(0, listed.limit)
  const values = await shown(machine, repository, { placed, sizes: listed.sizes })
  const isMore = found.length > listed.limit && placed.length > 0
  return { values, ...(isMore && { next: tokenOf(placed.at(-1)!.position, folder.oid) }) }
}

/** Walks a folder level by level. Each level begins at the top again, where the trees are remembered. */
class Levels {
  readonly #machine: Machine
  readonly #repository: Repository
  readonly #signal: AbortSignal

  constructor(machine: Machine, repository: Repository, signal: AbortSignal) {
    this.#machine = machine
    this.#repository = repository
    this.#signal = signal
  }

  async *below(top: Placed, after: Position, maxDepth: number): AsyncGenerator<Placed & { position: Position }> {
    for (let depth = Math.max(1, after.length); depth <= maxDepth; depth++) {
      const from = depth === after.length ? after : []
      let isEmpty = from.length === 0
      for await (const found of this.#level({ ...top, position: [] }, depth, from)) {
        isEmpty = false
        yield found
      }
      if (isEmpty) return
    }
  }

  /** What is exactly so deep, past a position. */
  async *#level(
    at: Placed & { position: Position },
    depth: number,
    after: Position,
  ): AsyncGenerator<Placed & { position: Position }> {
    this.#signal.throwIfAborted()
    const tree = await this.#machine.objects.folder(this.#repository, at.entry.oid)
    const [first = 0, ...rest] = after
    if (after.length > 0 && !(first < tree.length)) throw wrongPage()
    for (let index = depth === 1 && after.length > 0 ? first + 1 : first; index < tree.length; index++) {
      const entry = tree.at(index)
      const next = { path: pathOf(at.path, entry), entry, position: [...at.position, index] }
      if (depth === 1) yield next
      else if (entry.mode === DIRECTORY) yield* this.#level(next, depth - 1, index === first ? rest : [])
      else if (index === first && rest.length > 0) throw wrongPage()
    }
  }
}

const pathOf = (folder: string, { name }: RawEntry): string => (folder === '' ? name : `${folder}/${name}`)

const tokenOf = (position: Position, tree: Oid): string => [tree.slice(0, 10), ...position].join('.')

function positionIn(token: string, tree: Oid): Position {
  const [mark, ...position] = token.split('.')
  if (mark !== tree.slice(0, 10) || position.length === 0 || !position.every(isIndex)) throw wrongPage()
  return position.map(Number)
}

const isIndex = (text: string): boolean => /^\d{1,9}$/.test(text)

const wrongPage = () => new Invalid('This page does not exist')
