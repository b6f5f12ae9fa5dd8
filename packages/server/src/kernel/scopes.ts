/** The classic vocabulary: each scope and what it grants besides itself. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  project: ['repository'],
  'project:write': [],
  'project:admin': [],
  repository: [],
  'repository:write': ['repository'],
  // Quirk: administration and deletion grant nothing else, not even reading.
  'repository:admin': [],
  'repository:delete': [],
  pullrequest: ['repository'],
  'pullrequest:write': ['pullrequest', 'repository:write'],
  issue: [],
  'issue:write': ['issue'],
  wiki: [],
  webhook: [],
  snippet: [],
  'snippet:write': ['snippet'],
  email: [],
  account: [],
  'account:write': ['account'],
  pipeline: [],
  'pipeline:write': ['pipeline'],
  'pipeline:variable': ['pipeline:write'],
  runner: [],
  'runner:write': ['runner'],
  team: [],
  'team:write': ['team'],
}

const GRANULAR = /^(read|write|admin|delete):[a-z][a-z-]*:bitbucket$/

/** Stands for every scope of both vocabularies; only the administrator's first token and `pail token` hold it. */
export const EVERY_SCOPE = '*'

/** What an operation needs, all of it, in the vocabulary of the credential that asks. */
export interface Needs {
  readonly classic: readonly string[]
  readonly granular: readonly string[]
}

export const isGranular = (scope: string): boolean => GRANULAR.test(scope)
export const isScope = (scope: string): boolean =>
  scope === EVERY_SCOPE || isGranular(scope) || Object.hasOwn(GRANTS, scope)
export const classicScopes: readonly string[] = Object.keys(GRANTS)

/** Tells the two vocabularies of one list apart. */
export function needs(scopes: readonly string[]): Needs {
  return { classic: scopes.filter(scope => !isGranular(scope)), granular: scopes.filter(isGranular) }
}

/** Everything that the given scopes grant, themselves included. */
export function closure(scopes: readonly string[]): Set<string> {
  const all = new Set<string>()
  const add = (scope: string): void => {
    if (all.has(scope)) return
    all.add(scope)
    for (const implied of GRANTS[scope] ?? []) add(implied)
  }
  scopes.forEach(add)
  return all
}

/** Those of them that no other one implies: how a credential tells what it was given. */
export function maximal(scopes: readonly string[]): string[] {
  const all = scopes.includes(EVERY_SCOPE) ? classicScopes : [...new Set(scopes)]
  const implied = new Set(all.flatMap(scope => [...closure([scope])].slice(1)))
  return all.filter(scope => !implied.has(scope))
}

/** Scopes with which credentials, permissions and settings are changed, not what people work on. */
const ADMINISTERING = new Set([
  'account:write',
  'pipeline:variable',
  'project:admin',
  'repository:admin',
  'repository:delete',
  'runner:write',
  'webhook',
])

export const administers = ({ classic }: Needs): boolean => classic.some(scope => ADMINISTERING.has(scope))

/**
 * Whether a credential that was given `granted` (already closed) may call an operation with these needs.
 * One that holds granular scopes only is measured by the granular needs, any other by whichever vocabulary suffices.
 */
export function suffices(granted: ReadonlySet<string>, { classic, granular }: Needs): boolean {
  if (granted.has(EVERY_SCOPE)) return true
  if (granular.length > 0 && granular.every(scope => granted.has(scope))) return true
  if (classic.length === 0 && granular.length > 0 && [...granted].every(isGranular)) return granted.size === 0
  return classic.every(scope => granted.has(scope))
}

/** The vocabulary in which a refusal names what is missing: that of the credential. */
export const required = (granted: ReadonlySet<string>, { classic, granular }: Needs): readonly string[] =>
  granted.size > 0 && [...granted].every(isGranular) ? granular : classic
