import type { DatabaseSync } from 'node:sqlite'
import { nextGeneration } from '../sqlite/change.ts'
import { FULL, type Layer, layersToMerge } from './choose-layers.ts'

/** A layer to build, and those whose documents it is made of: itself when they are new. */
export interface Plan {
  id: number
  of: number[]
}

/** The file that a layer has become. */
export interface Shard {
  name: string
  bytes: number
}

/** The layers in the ledger. A layer that is ready has a shard, and never changes. */
export class Layers {
  private readonly db: DatabaseSync

  constructor(db: DatabaseSync) {
    this.db = db
  }

  /** Takes documents that are in no layer, as many as make one, when there is so much of them. */
  gather(least: number): Plan | undefined {
    const waiting = 'SELECT content, size FROM documents WHERE layer IS NULL ORDER BY content'
    let [last, size] = [0, 0]
    for (const row of this.db.prepare(waiting).iterate() as Iterable<{ content: number; size: number }>) {
      last = row.content
      size += row.size
      if (size >= FULL) break
    }
    if (last === 0 || size < least) return undefined
    const id = this.add(size)
    this.db.prepare('UPDATE documents SET layer = ? WHERE layer IS NULL AND content <= ?').run(id, last)
    return { id, of: [id] }
  }

  /** What is to be put together now. */
  merge(): Plan | undefined {
    const chosen = layersToMerge(
      this.db.prepare(`SELECT id, size, live FROM layers WHERE ${READY}`).all() as Layer[] & object[],
    )
    if (chosen.length === 0) return undefined
    return { id: this.add(0), of: chosen.map(({ id }) => id) }
  }

  /** From now on the documents are asked for in this layer. Returns the shards that nobody asks any more. */
  ready({ plan: { id, of }, shard }: { plan: Plan; shard: Shard }): string[] {
    if (!this.db.prepare('SELECT 1 FROM layers WHERE id = ?').get(id)) throw new Error('the layer was given up')
    const before = of.filter(layer => layer !== id)
    for (const layer of before) this.db.prepare('UPDATE documents SET layer = ? WHERE layer = ?').run(id, layer)
    this.db
      .prepare(
        `UPDATE layers SET shard = ?, shard_bytes = ?, changed = ?, live = sum, size = sum
         FROM (SELECT coalesce(sum(size), 0) AS sum FROM documents WHERE layer = ?) WHERE id = ?`,
      )
      .run(shard.name, shard.bytes, nextGeneration(this.db), id, id)
    return this.remove(before)
  }

  /** The documents of these layers are in none any more. */
  scatter(ids: readonly number[]): string[] {
    for (const id of ids) this.db.prepare('UPDATE documents SET layer = NULL WHERE layer = ?').run(id)
    return this.remove(ids)
  }

  /** Forgets the layers of which no document is left. */
  clear(): string[] {
    const empty = this.db.prepare(`SELECT id FROM layers WHERE live <= 0 AND ${READY}`).all() as { id: number }[]
    return this.remove(empty.map(({ id }) => id))
  }

  /** Those that an earlier run has begun and not ended. */
  unfinished(): number[] {
    return (this.db.prepare(`SELECT id FROM layers WHERE NOT (${READY})`).all() as { id: number }[]).map(({ id }) => id)
  }

  shards(): (Shard & { id: number })[] {
    const sql = `SELECT id, shard AS name, shard_bytes AS bytes FROM layers WHERE ${READY}`
    return this.db.prepare(sql).all() as unknown as (Shard & { id: number })[]
  }

  private add(size: number): number {
    const sql = 'INSERT INTO layers (size, live) VALUES (?, ?) RETURNING id'
    return (this.db.prepare(sql).get(size, size) as { id: number }).id
  }

  private remove(ids: readonly number[]): string[] {
    const remove = this.db.prepare('DELETE FROM layers WHERE id = ? RETURNING shard')
    return ids.flatMap(id => (remove.get(id) as { shard: string | null } | undefined)?.shard ?? [])
  }
}

const READY = 'shard IS NOT NULL'
