import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Candidate, Candidates, Look, Looked } from '../search/candidates.ts'
import type { Bits } from './bits.ts'
import { Catalog } from './catalog.ts'
import { evaluate, type TextIndex } from './evaluate.ts'
import { follow } from './follow.ts'
import { Postings } from './postings.ts'
import { best, standings } from './ranking.ts'
import { Snapshot } from './snapshot.ts'

/** What a look is asked on its thread; very many repositories travel faster as one text. */
export interface LookWork extends Omit<Look, 'signal' | 'repositories'> {
  repositories: string
}

/** The files that may be searched. */
export const scopeOf = (
  { repositories, branch }: Pick<LookWork, 'repositories' | 'branch'>,
  snapshot: Snapshot,
): Bits => snapshot.inScope(repositories === '' ? [] : repositories.split('\n'), branch)

/** Answers looks from one connection. */
export class Lookout {
  private catalog = new Catalog()
  private readonly db: DatabaseSync
  private readonly postings: Postings
  private readonly contentOf: StatementSync

  constructor(db: DatabaseSync) {
    this.db = db
    this.postings = new Postings(db)
    this.contentOf = db.prepare('SELECT lower(hex(oid)) AS oid, has_text AS hasText FROM contents WHERE id = ?')
  }

  /** Learns what has changed, so that the next question need not. */
  refresh(): void {
    this.atOneMoment(() => this.catalog.rank(this.db))
  }

  /** Works on what there is at one moment. */
  at<T>(work: (snapshot: Snapshot) => T): T {
    return this.atOneMoment(() => work(new Snapshot(this.db, this.catalog, this.postings)))
  }

  /** What satisfies a query, or may. */
  judge({ query, how, sure, doubtful, ...asked }: LookWork, snapshot: Snapshot, texts: TextIndex): Looked {
    const verdict = evaluate(query, how, { snapshot, scope: scopeOf(asked, snapshot), texts })
    const open = verdict.maybe.copy().less(verdict.sure)
    const standing = standings(query, verdict.maybe, { snapshot, texts })
    this.catalog.rank(this.db)
    const pick = (files: typeof open, limit: number): Candidates => ({
      count: files.count(),
      files: best(files, standing, limit, snapshot).map(place => this.candidate(place, standing[place]!, snapshot)),
    })
    return { sure: pick(verdict.sure, sure), doubtful: pick(open, doubtful) }
  }

  private candidate(place: number, standing: number, { catalog, path }: Snapshot): Candidate {
    const { repository, name, commit } = catalog.branches.get(catalog.files.branchOf(place))!
    const { oid, hasText } = this.contentOf.get(catalog.files.contentOf(place)) as { oid: string; hasText: number }
    const found = { repository, branch: name, commit, path: path(catalog.files.pathOf(place)), oid }
    return { ...found, hasText: hasText === 1, standing }
  }

  private atOneMoment<T>(work: () => T): T {
    this.db.exec('BEGIN')
    try {
      const known = this.catalog
      // What was taken over by half is not built upon.
      this.catalog = new Catalog()
      this.catalog = follow(this.db, known)
      return work()
    } finally {
      if (this.db.isTransaction) this.db.exec('COMMIT')
    }
  }
}
