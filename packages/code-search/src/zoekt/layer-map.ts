import type { DatabaseSync } from 'node:sqlite'
import type { Bits } from '../sqlite/bits.ts'
import { Numbers } from '../sqlite/numbers.ts'
import type { Snapshot } from '../sqlite/snapshot.ts'

/** In which layer each content is, in memory. */
export class LayerMap {
  private readonly db: DatabaseSync
  private readonly layers = new Numbers()
  private generation = 0

  constructor(db: DatabaseSync) {
    this.db = db
  }

  /** The layers that have the texts of some files; 0 stands for the one that is being made. */
  of(files: Bits, { catalog }: Snapshot): Set<number> {
    this.follow(catalog.generation)
    const found = new Set<number>()
    files.forEach(place => {
      const content = catalog.files.contentOf(place)
      if (!catalog.withoutText.has(content)) found.add(this.layers.get(content))
    })
    return found
  }

  private follow(generation: number): void {
    if (generation === this.generation) return
    const changed = this.db.prepare('SELECT id FROM layers WHERE changed > ?').all(this.generation) as { id: number }[]
    const contents = this.db.prepare('SELECT content FROM documents WHERE layer = ?')
    for (const { id } of changed)
      for (const { content } of contents.iterate(id) as Iterable<{ content: number }>) this.layers.set(content, id)
    this.generation = generation
  }
}
