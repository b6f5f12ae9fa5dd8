import { Invalid } from '@pail/failures'
import { EVERY_SCOPE, isScope } from '../../../kernel/scopes.ts'

/** A credential of a user's, as it is remembered: the secret itself is shown once and then forgotten. */
export interface Token {
  uuid: string
  kind: 'api_token' | 'app_password'
  name: string
  scopes: readonly string[]
  createdOn: string
}

/**
 * Scopes that a token may be given by one who holds these: only what exists, and nothing that the giver's
 * own credential lacks, so that a narrow token cannot be turned into a wide one.
 */
export function asScopes(scopes: readonly string[], giver: ReadonlySet<string>): readonly string[] {
  const unknown = scopes.filter(scope => !isScope(scope))
  if (unknown.length > 0) throw refusal(unknown.map(scope => `unknown scope ${scope}`))
  const lacking = giver.has(EVERY_SCOPE) ? [] : scopes.filter(scope => !giver.has(scope))
  if (lacking.length > 0) throw refusal(lacking.map(scope => `your own credential lacks ${scope}`))
  return [...new Set(scopes)]
}

const refusal = (complaints: string[]) => new Invalid(`scopes: ${complaints[0]}`, { fields: { scopes: complaints } })
