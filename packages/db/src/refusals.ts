import * as postgres from './postgres/refusals.ts'
import * as sqlite from './sqlite/refusals.ts'

/** True when a write failed because a unique value is already there. */
export const isTaken = (error: unknown): boolean => sqlite.isTaken(error) || postgres.isTaken(error)

/** True when a write failed because a row it refers to is missing, or is still referred to. */
export const isForeignKeyMissing = (error: unknown): boolean =>
  sqlite.isForeignKeyMissing(error) || postgres.isForeignKeyMissing(error)
