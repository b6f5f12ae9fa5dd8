import type { DatabaseSync } from 'node:sqlite'
import { type Branch, FileTable } from './file-table.ts'
import { Numbers } from './numbers.ts'

/** What kind of path it is, as far as the path alone tells: all paths of a kind have the language and the ending of the sample. */
export interface Kind {
  id: number
  sample: string
}

/** What a reader knows by heart, and up to where of the file it does. */
export class Catalog {
  generation = 0
  lastFile = 0
  lastRemoved = 0
  lastPath = 0
  lastContent = 0
  lastKind = 0
  readonly files = new FileTable()
  readonly branches = new Map<number, Branch>()
  readonly branchesOf = new Map<string, Set<Branch>>()
  readonly kinds: Kind[] = []
  readonly kindOf = new Numbers()
  readonly withoutText = new Set<number>()
  private readonly ranks = new Numbers()
  private isRanked = false

  putBranch(branch: Branch): void {
    this.dropBranch(branch.id)
    this.branches.set(branch.id, branch)
    const others = this.branchesOf.get(branch.repository)
    if (others) others.add(branch)
    else this.branchesOf.set(branch.repository, new Set([branch]))
  }

  dropBranch(id: number): void {
    const branch = this.branches.get(id)
    if (!branch) return
    this.branches.delete(id)
    const others = this.branchesOf.get(branch.repository)!
    others.delete(branch)
    if (others.size === 0) this.branchesOf.delete(branch.repository)
  }

  putPath(id: number, kind: number): void {
    this.kindOf.set(id, kind)
    this.lastPath = id
    this.isRanked = false
  }

  rankOf(path: number): number {
    return this.ranks.get(path)
  }

  /** Learns the order of the paths by their bytes, when there are new ones. */
  rank(db: DatabaseSync): void {
    if (this.isRanked) return
    // One text is several times faster to take over than as many rows.
    const { ids } = db.prepare(`SELECT group_concat(id) AS ids FROM (SELECT id FROM paths ORDER BY path)`).get() as {
      ids: string | null
    }
    let rank = 1
    for (const id of ids?.split(',') ?? []) this.ranks.set(Number(id), rank++)
    this.isRanked = true
  }
}
