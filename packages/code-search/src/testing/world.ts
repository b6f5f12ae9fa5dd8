import { createHash } from 'node:crypto'
import type { Engine, FileChange, SearchAnswer, TextAsk, Texts, TreeChange } from '../engine.ts'
import type { CodeQuery, How } from '../language/index.ts'
import { parseCodeQuery } from '../language/index.ts'

/** A file as somebody writes it: text, bytes, or the place a link leads to. */
export type Written = string | Uint8Array | { link: string }

/** How a search differs from one of the terms, over the main branches of all repositories, for the first page. */
export interface Asked extends How {
  repositories?: readonly string[]
  branch?: string
  first?: number
  limit?: number
}

interface Kept {
  oid: string
  size: number | null
  bytes: Buffer
}

/** One branch as it is. */
export interface Tree {
  repository: string
  branch: string
  isMain: boolean
  commit: string
  files: Map<string, Kept>
}

/** Repositories in memory, an engine that is told of them, and searches for what is in them. */
export class World {
  readonly engine: Engine
  readonly trees = new Map<string, Tree>()
  /** The contents that the engine has asked for. */
  readonly asked: TextAsk[] = []
  private commits = 0

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** Writes files, removes those that are null, and tells the engine what differs. */
  async push(repository: string, files: Record<string, Written | null>, branch = 'main'): Promise<void> {
    await this.engine.update(this.change(repository, files, branch), this.texts)
  }

  /** The change that a push makes, without telling anybody. */
  change(repository: string, files: Record<string, Written | null>, branch = 'main'): TreeChange {
    const before = this.trees.get(`${repository} ${branch}`)
    const tree = this.write(repository, files, branch)
    const differing = Object.keys(files).map(path => told(path, tree.files.get(path)))
    return changeOf(tree, { from: before?.commit ?? null, files: before ? differing : all(tree) })
  }

  /** Writes files without a word to the engine. */
  write(repository: string, files: Record<string, Written | null>, branch = 'main'): Tree {
    const kept = new Map(this.trees.get(`${repository} ${branch}`)?.files)
    for (const [path, written] of Object.entries(files))
      if (written === null) kept.delete(path)
      else kept.set(path, keep(written))
    const commit = sumOf(`commit ${++this.commits}`)
    const tree = { repository, branch, isMain: branch === 'main', commit, files: kept }
    this.trees.set(`${repository} ${branch}`, tree)
    return tree
  }

  /** All of a branch as one change. */
  whole(repository: string, branch = 'main'): TreeChange {
    const tree = this.trees.get(`${repository} ${branch}`)!
    return changeOf(tree, { from: null, files: all(tree) })
  }

  drop(repository: string, branch?: string): void {
    for (const [key, tree] of this.trees)
      if (tree.repository === repository && (branch === undefined || tree.branch === branch)) this.trees.delete(key)
  }

  search(
    query: string | CodeQuery,
    { repositories, branch, first = 0, limit = 50, ...how }: Asked = {},
  ): Promise<SearchAnswer> {
    return this.engine.search({
      query: typeof query === 'string' ? parseCodeQuery(query, how).query : query,
      how,
      repositories: repositories ?? this.repositories,
      ...(branch === undefined ? {} : { branch }),
      first,
      limit,
      texts: this.texts,
    })
  }

  /** What is found, as `repository:path`, in its order. */
  async find(query: string | CodeQuery, asked: Asked = {}): Promise<string[]> {
    const { hits } = await this.search(query, asked)
    return hits.map(({ repository, path }) => `${repository}:${path}`)
  }

  get repositories(): string[] {
    return [...new Set([...this.trees.values()].map(({ repository }) => repository))]
  }

  readonly texts: Texts = { read: asks => this.read(asks) }

  private async *read(asks: readonly TextAsk[]): AsyncGenerator<{ oid: string; text: string }> {
    for (const ask of [...asks].reverse()) {
      this.asked.push(ask)
      const kept = this.seek(ask)
      if (kept) yield { oid: ask.oid, text: kept.bytes.toString() }
    }
  }

  private seek({ repository, oid }: TextAsk): Kept | undefined {
    const trees = [...this.trees.values()].filter(tree => tree.repository === repository)
    return trees.flatMap(({ files }) => [...files.values()]).find(file => file.oid === oid && file.size !== null)
  }
}

function keep(written: Written): Kept {
  const isLink = typeof written === 'object' && 'link' in written
  const bytes = Buffer.from(isLink ? written.link : (written as string | Uint8Array))
  return { bytes, oid: sumOf(bytes), size: isLink ? null : bytes.length }
}

const sumOf = (bytes: Buffer | string): string => createHash('sha1').update(bytes).digest('hex')

const all = (tree: Tree): FileChange[] => [...tree.files].map(([path, kept]) => told(path, kept))

const told = (path: string, kept: Kept | undefined): FileChange => ({
  path,
  oid: kept?.oid ?? null,
  size: kept?.size ?? null,
})

function changeOf(tree: Tree, { from, files }: { from: string | null; files: FileChange[] }): TreeChange {
  const { repository, branch, isMain, commit } = tree
  return {
    repository,
    branch,
    isMain,
    from,
    to: commit,
    async *changed() {
      yield* files
    },
  }
}
