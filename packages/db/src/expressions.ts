import { expressionBuilder } from 'kysely'

/** Builds expressions for queries whose tables only the caller knows. */
// biome-ignore lint/suspicious/noExplicitAny: any table may be meant
export const eb = expressionBuilder<any, any>()
