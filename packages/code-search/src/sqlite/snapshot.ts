import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type CodeQuery, type How, matcherOf } from '../language/index.ts'
import { isBranchNamed } from '../search/branch-glob.ts'
import { stopWhenUnwanted } from '../threads/serve.ts'
import type { Expression } from './ask-index.ts'
import { Bits } from './bits.ts'
import type { Catalog } from './catalog.ts'
import type { Postings } from './postings.ts'

interface PathTest {
  scope: Bits
  /** Asked of paths in scope only; without it the index says enough. */
  holds?: ((path: string) => boolean) | undefined
}

/** Sets of files, as of the transaction that is open. A file is its place in the catalog's table. */
export class Snapshot {
  readonly catalog: Catalog
  private readonly postings: Postings
  private readonly allPaths: StatementSync
  private readonly onePath: StatementSync

  constructor(db: DatabaseSync, catalog: Catalog, postings: Postings) {
    this.catalog = catalog
    this.postings = postings
    this.allPaths = db.prepare('SELECT id, path FROM paths')
    this.onePath = db.prepare('SELECT path FROM paths WHERE id = ?')
  }

  none(): Bits {
    return new Bits(this.catalog.files.size)
  }

  /** The files of the branches asked for: without a name, of the main ones. */
  inScope(repositories: Iterable<string>, branch: string | undefined): Bits {
    return this.ofBranches(repositories, one => (branch === undefined ? one.isMain : isBranchNamed(one.name, branch)))
  }

  ofRepositories(ids: Iterable<string>): Bits {
    return this.ofBranches(ids, () => true)
  }

  private ofBranches(repositories: Iterable<string>, isWanted: (branch: { name: string; isMain: boolean }) => boolean) {
    const wanted = new Set<number>()
    for (const id of repositories)
      for (const branch of this.catalog.branchesOf.get(id) ?? []) if (isWanted(branch)) wanted.add(branch.id)
    return this.where(wanted, place => this.catalog.files.branchOf(place))
  }

  private where(wanted: ReadonlySet<number>, numberOf: (place: number) => number): Bits {
    const files = this.none()
    if (wanted.size === 0) return files
    const flags = new Bits(largest(wanted) + 1)
    for (const number of wanted) flags.add(number)
    for (let place = 1; place < this.catalog.files.size; place++) if (flags.has(numberOf(place))) files.add(place)
    return files
  }

  /** The files in scope that have a text. */
  textual(scope: Bits): Bits {
    const without = this.none()
    for (const content of this.catalog.withoutText)
      this.catalog.files.eachOfContent(content, place => without.add(place))
    return scope.copy().less(without)
  }

  /** The files whose kind of path satisfies a modifier. */
  ofKinds(part: CodeQuery, how: How): Bits {
    const matcher = matcherOf(part, how)
    const wanted = new Set(
      this.catalog.kinds.filter(({ sample }) => matcher.holds({ path: sample })).map(({ id }) => id),
    )
    return this.where(wanted, place => this.catalog.kindOf.get(this.catalog.files.pathOf(place)))
  }

  /** The files that have one of the contents. */
  ofContents(each: (visit: (content: number) => void) => void): Bits {
    const files = this.none()
    const add = (place: number) => files.add(place)
    each(content => this.catalog.files.eachOfContent(content, add))
    return files
  }

  /** The files in scope whose path the index gives, and of which the text of the path holds. */
  ofPaths(table: 'path_words' | 'path_trigrams', expression: Expression, { scope, holds }: PathTest): Bits {
    const files = this.none()
    const add = (place: number) => files.add(place)
    const isFound = (id: number, path: () => string) => !holds || (this.isAnywhere(id, scope) && holds(path()))
    const take = (id: number, path: () => string) => isFound(id, path) && this.catalog.files.eachOfPath(id, add)
    if (expression === undefined) this.eachPath((id, path) => take(id, () => path))
    else this.postings.each(table, expression, id => take(id, () => this.path(id)))
    return files.and(scope)
  }

  private isAnywhere(path: number, scope: Bits): boolean {
    let isThere = false
    this.catalog.files.eachOfPath(path, place => {
      isThere ||= scope.has(place)
    })
    return isThere
  }

  readonly path = (id: number): string => (this.onePath.get(id) as { path: string } | undefined)?.path ?? ''

  private eachPath(visit: (id: number, path: string) => void): void {
    let seen = 0
    for (const { id, path } of this.allPaths.iterate() as Iterable<{ id: number; path: string }>) {
      if (++seen % 1000 === 0) stopWhenUnwanted()
      visit(id, path)
    }
  }
}

function largest(numbers: Iterable<number>): number {
  let most = 0
  for (const number of numbers) if (number > most) most = number
  return most
}
