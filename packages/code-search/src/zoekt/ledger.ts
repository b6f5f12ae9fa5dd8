import type { Schema } from '../sqlite/schema.ts'

/**
 * What stands beside the branches, paths and files: the texts as they are given to Zoekt, and in which shard each is. A
 * layer is a shard; it never changes. Numbers of layers begin anywhere, so that a shard of an earlier ledger is no other's.
 */
export const LEDGER: Schema = {
  version: 1001,
  tables: `
    CREATE TABLE documents (
      content INTEGER PRIMARY KEY, layer INTEGER, size INTEGER NOT NULL, text BLOB NOT NULL, marks BLOB NOT NULL
    );
    CREATE INDEX documents_layer ON documents (layer, content, size);
    CREATE TABLE layers (
      id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL, live INTEGER NOT NULL, shard TEXT,
      shard_bytes INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX layers_changed ON layers (changed);
    INSERT INTO sqlite_sequence VALUES ('layers', abs(random() % 1000000000));`,
  probes: ['SELECT content FROM documents ORDER BY 1 DESC LIMIT 1', 'SELECT * FROM layers ORDER BY 1 DESC LIMIT 1'],
}
