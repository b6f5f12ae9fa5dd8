const names = new Map<string, string>()

/** Has the server keep the plan of a statement that is run often. */
export function keepPlan(sql: string): void {
  if (!names.has(sql)) names.set(sql, `pail_${names.size}`)
}

export const nameOf = (sql: string): string | undefined => names.get(sql) || undefined

/** A kept plan fails for good once a migration has changed what its statement returns. */
export const forgetPlan = (sql: string): unknown => names.set(sql, '')
