import type { DatabaseSync } from 'node:sqlite'
import { Catalog } from './catalog.ts'

/** The catalog as of the transaction that is open: the same one brought up to date, or a new one. */
export function follow(db: DatabaseSync, known: Catalog): Catalog {
  const { generation, firstRemoved } = stateOf(db)
  if (generation === known.generation) return known
  const isUsable =
    known.generation > 0 && firstRemoved <= known.lastRemoved + 1 && known.files.size < 2 * known.files.live + 100_000
  const catalog = isUsable ? known : new Catalog()
  if (isUsable) takeRemoved(db, catalog)
  else catalog.lastRemoved = lastRemoved(db)
  takeBranches(db, catalog)
  takePaths(db, catalog)
  takeContents(db, catalog)
  takeFiles(db, catalog)
  catalog.generation = generation
  return catalog
}

interface State {
  generation: number
  /** The first removal that is still remembered. */
  firstRemoved: number
}

const stateOf = (db: DatabaseSync): State =>
  db
    .prepare(
      `SELECT (SELECT value FROM facts WHERE name = 'generation') AS generation,
         coalesce((SELECT min(id) FROM removed), 0) AS firstRemoved`,
    )
    .get() as unknown as State

const lastRemoved = (db: DatabaseSync) =>
  (db.prepare('SELECT coalesce(max(id), 0) AS last FROM removed').get() as { last: number }).last

function takeRemoved(db: DatabaseSync, catalog: Catalog): void {
  for (const [id, branch, path] of rows(
    db,
    'SELECT id, branch, path FROM removed WHERE id > ? ORDER BY id',
    catalog.lastRemoved,
  )) {
    if (path === null) catalog.dropBranch(branch as number)
    else catalog.files.remove(branch as number, path as number)
    catalog.lastRemoved = id as number
  }
}

function takeBranches(db: DatabaseSync, catalog: Catalog): void {
  const changed = 'SELECT id, repository, name, commit_id, is_main FROM branches WHERE changed > ?'
  for (const [id, repository, name, commit, isMain] of rows(db, changed, catalog.generation))
    catalog.putBranch({
      id: id as number,
      repository: repository as string,
      name: name as string,
      commit: commit as string,
      isMain: isMain === 1,
    })
}

function takePaths(db: DatabaseSync, catalog: Catalog): void {
  for (const [id, sample] of rows(db, 'SELECT id, sample FROM kinds WHERE id > ? ORDER BY id', catalog.lastKind)) {
    catalog.kinds.push({ id: id as number, sample: sample as string })
    catalog.lastKind = id as number
  }
  for (const [id, kind] of rows(db, 'SELECT id, kind FROM paths WHERE id > ? ORDER BY id', catalog.lastPath))
    catalog.putPath(id as number, kind as number)
}

function takeContents(db: DatabaseSync, catalog: Catalog): void {
  const without = 'SELECT id FROM contents WHERE has_text = 0 AND id > ? ORDER BY id'
  for (const [id] of rows(db, without, catalog.lastContent)) {
    catalog.withoutText.add(id as number)
    catalog.lastContent = id as number
  }
}

function takeFiles(db: DatabaseSync, catalog: Catalog): void {
  const added = 'SELECT id, branch, path, content FROM files WHERE id > ? ORDER BY id'
  for (const [id, branch, path, content] of rows(db, added, catalog.lastFile)) {
    catalog.files.add(branch as number, path as number, content as number)
    catalog.lastFile = id as number
  }
}

function rows(db: DatabaseSync, sql: string, from: number): Iterable<unknown[]> {
  const statement = db.prepare(sql)
  statement.setReturnArrays(true)
  return statement.iterate(from) as unknown as Iterable<unknown[]>
}
