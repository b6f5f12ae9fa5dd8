const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'
const LOST = ['40001', '40P01']

const codeOf = (error: unknown) => (error as { code?: unknown } | null)?.code

export const isTaken = (error: unknown): boolean => codeOf(error) === UNIQUE_VIOLATION
export const isForeignKeyMissing = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY_VIOLATION

/** Serialisation failures and deadlocks: the same work may succeed when tried again. */
export const isLost = (error: unknown): boolean => LOST.includes(String(codeOf(error)))
