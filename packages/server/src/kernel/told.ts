/** Members whose text may be written down; of any other text only that it was given. */
const TOLD = new Set([
  'branch_match_kind',
  'branch_type',
  'description',
  'display_name',
  'email',
  'environment_type',
  'events',
  'expires_on',
  'fork_policy',
  'key',
  'kind',
  'label',
  'language',
  'name',
  'nickname',
  'pattern',
  'permission',
  'scopes',
  'slug',
  'status',
  'username',
  'website',
])
const MOST_TOLD = 250

/** What a body asked for, its first level alone. */
export function withoutSecrets(body: unknown): Record<string, unknown> {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return {}
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, told(name, value)]))
}

function told(name: string, value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (!TOLD.has(name)) return '…'
  if (typeof value === 'string') return value.slice(0, MOST_TOLD)
  return Array.isArray(value) && value.every(one => typeof one === 'string') ? value : '…'
}
