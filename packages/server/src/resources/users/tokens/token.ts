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

/** Scopes that a token may be given: only what exists, and the star only by one who holds it. */
export function asScopes(scopes: readonly string[], giver: ReadonlySet<string>): readonly string[] {
  const unknown = scopes.filter(scope => !isScope(scope) || (scope === EVERY_SCOPE && !giver.has(EVERY_SCOPE)))
  if (unknown.length > 0)
    throw new Invalid(`scopes: unknown scope ${unknown[0]}`, {
      fields: { scopes: unknown.map(scope => `unknown scope ${scope}`) },
    })
  return [...new Set(scopes)]
}
