import type { Kysely, Transaction } from 'kysely'

/** SQLite compares text by its bytes and its functions come with the connection: there is nothing to prepare. */
export const prepare = async (tx: Transaction<unknown>): Promise<Kysely<unknown>> => tx
