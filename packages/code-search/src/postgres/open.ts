import { Unavailable } from '@pail/failures'
import type { Index } from '../search/candidates.ts'
import { look } from './look.ts'
import { openPool } from './pool.ts'
import { prepare } from './schema.ts'
import { transact } from './transact.ts'
import { forget, known, type Pools, update, wipe } from './update.ts'

/** Told what an operator should know of: what is slower or missing, and why. */
export type Notify = (text: string) => void

export interface PostgresIndexOptions {
  notify?: Notify
  /** How long one statement of a look may run. */
  statementMs?: number
}

const SEARCHES = 8
const UPDATES = 3

/**
 * The index in tables of its own, in the schema `pail_search` of a PostgreSQL database, from the first use on. Several
 * processes may use it at once. It is not part of a backup, as it is built again from the repositories.
 */
export function openPostgresIndex(url: string, options: PostgresIndexOptions = {}): Index {
  let opening: Promise<Pools> | undefined
  const opened = () => {
    opening ??= open(url, options)
    // What stood in the way may be gone when somebody asks again.
    opening.catch(() => {
      opening = undefined
    })
    return opening
  }
  return {
    update: async (change, texts, signal) => update(await opened(), { change, texts, signal }),
    forget: async (repository, branch) => forget(await opened(), repository, branch),
    known: async repository => known((await opened()).searches, repository),
    look: async ask => look((await opened()).searches, ask),
    wipe: async () => wipe((await opened()).updates),
    close: async () => {
      const pools = await opening?.catch(() => undefined)
      if (pools) await close(pools)
    },
  }
}

async function open(url: string, { notify = () => {}, statementMs = 30_000 }: PostgresIndexOptions): Promise<Pools> {
  const searches = await openPool(url, { connections: SEARCHES, statementMs })
  // Each update holds a connection for as long as texts come, and saves contents through another.
  const updates = await openPool(url, { connections: UPDATES, statementMs: 0 })
  try {
    await transact(updates, undefined, client => prepare(client, notify))
    return { searches, updates }
  } catch (error) {
    await close({ searches, updates })
    throw refusalOf(error)
  }
}

async function close({ searches, updates }: Pools): Promise<void> {
  await Promise.all([searches.end(), updates.end()])
}

const NOT_ALLOWED = '42501'

const refusalOf = (error: unknown): unknown =>
  (error as { code?: string }).code === NOT_ALLOWED
    ? new Unavailable(
        `The role of the database may not make the schema pail_search, in which code search has its index: ${(error as Error).message}`,
      )
    : error
