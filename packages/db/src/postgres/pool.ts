import pg from 'pg'
import { forgetPlan, nameOf } from './statement-names.ts'

const CHANGED_RESULT = '0A000'

export interface PoolOptions {
  connections?: number
  /** How long one statement may run. */
  statementMs?: number
}

export function openPool(url: string, { connections = 10, statementMs = 30_000 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    Client: PlanKeepingClient,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    connectionTimeoutMillis: statementMs,
    application_name: 'pail',
    allowExitOnIdle: true,
  })
  // The pool has already dropped the connection; whoever needs one gets a new one, or its error.
  pool.on('error', () => {})
  return pool
}

type Send = (this: pg.Client, statement: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>

const send = pg.Client.prototype.query as Send

/** Kysely sends a text with its values, and nothing else reaches this client. */
const sendByName: Send = function (statement, values) {
  const text = String(statement)
  const name = nameOf(text)
  if (!name) return send.call(this, text, values)
  return send.call(this, { name, text, ...(values && { values }) }).catch(error => {
    if (error.code === CHANGED_RESULT) forgetPlan(text)
    throw error
  })
}

class PlanKeepingClient extends pg.Client {
  override query = sendByName as pg.Client['query']
}

function parserOf(type: number, format?: 'text' | 'binary') {
  if (type === pg.types.builtins.INT8 || type === pg.types.builtins.NUMERIC) return Number
  return pg.types.getTypeParser(type, format as 'text')
}
