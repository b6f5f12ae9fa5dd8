import { type Kysely, sql } from 'kysely'

/** The same functions exist on SQLite, so that queries are written once. */
export async function addFunctions(db: Kysely<unknown>): Promise<void> {
  // The root locale of ICU folds as JavaScript does, whatever locale the database was created with.
  await sql`
    create or replace function pail_contains(haystack text, folded text) returns boolean
    language sql immutable parallel safe
    as $$ select coalesce(strpos(lower(haystack collate "und-x-icu"), folded) > 0, false) $$
  `.execute(db)
}
