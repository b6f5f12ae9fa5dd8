import { Failure, TimedOut, Unavailable } from '@pail/failures'
import type pg from 'pg'

export type Client = pg.PoolClient
export type Pool = pg.Pool

interface PoolOptions {
  connections: number
  /** How long one statement may run; 0 is for ever. */
  statementMs: number
}

const CONNECT_MS = 10_000
/** Texts are waited for inside of a transaction. */
const IDLE_MS = 600_000

// The planner does not know what reading all texts costs, and would do so for every common word.
const SETTINGS = ['jit=off', 'synchronous_commit=off', 'enable_seqscan=off']

/** The driver is loaded with the first pool. The index can be rebuilt, so commits need not wait for the disk. */
export async function openPool(url: string, { connections, statementMs }: PoolOptions): Promise<Pool> {
  const { default: driver } = await import('pg')
  const pool = new driver.Pool({
    connectionString: url,
    max: connections,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_MS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'pail search',
    options: SETTINGS.map(setting => `-c ${setting}`).join(' '),
    allowExitOnIdle: true,
  })
  // The pool has already dropped the connection; whoever needs one gets a new one, or its error.
  pool.on('error', () => {})
  return pool
}

/** Lends a connection; when the signal is aborted, what runs on it is ended and the signal's reason is thrown. */
export async function lend<T>(pool: Pool, signal: AbortSignal | undefined, work: (client: Client) => Promise<T>) {
  signal?.throwIfAborted()
  const client = await pool.connect().catch(error => {
    throw failureOf(error)
  })
  let ending: Promise<unknown> | undefined
  const end = () => {
    ending = cancel(pool, client)
  }
  signal?.addEventListener('abort', end, { once: true })
  let broken: unknown
  try {
    return await work(client)
  } catch (error) {
    broken = error
    signal?.throwIfAborted()
    throw failureOf(error)
  } finally {
    signal?.removeEventListener('abort', end)
    await ending
    client.release(isLost(broken))
  }
}

/** A connection of its own asks for it, as the pool's may all be busy. */
async function cancel(pool: Pool, client: Client): Promise<void> {
  const { default: driver } = await import('pg')
  const other = new driver.Client(pool.options)
  other.on('error', () => {})
  try {
    await other.connect()
    await other.query('select pg_cancel_backend($1)', [(client as Client & { processID: number }).processID])
  } catch {
    // The server cannot be told, so the statement's own limit ends it.
  } finally {
    await other.end().catch(() => {})
  }
}

const CANCELLED = '57014'
const SERVER_ENDS = /^(08|57P|53)/
/** What the driver says without a code. */
const DRIVER_ENDS = /^(Connection terminated|timeout e)/

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** Whether the connection cannot be used again. */
const isLost = (error: unknown): boolean =>
  error !== undefined && !(error instanceof Failure) && (isGone(error) || !/^[0-9A-Z]{5}$/.test(codeOf(error)))

const isGone = (error: unknown): boolean =>
  SERVER_ENDS.test(codeOf(error)) || /^E[A-Z]{4,}$/.test(codeOf(error)) || DRIVER_ENDS.test((error as Error).message)

/** What the database answers, in the words of the domain. */
function failureOf(error: unknown): unknown {
  if (error instanceof Failure) return error
  if (codeOf(error) === CANCELLED) return new TimedOut('The search takes longer than it is given')
  return isGone(error)
    ? new Unavailable('The search index does not answer', { detail: (error as Error).message })
    : error
}
