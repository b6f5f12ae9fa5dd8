import { Conflict, Invalid } from '@pail/failures'
import type { Query } from '@pail/query-language'
import type { Membership } from '../../../auth/permissions.ts'
import type { User } from '../../users/user.ts'
import type { Workspace } from '../workspace.ts'

/** A person in a workspace. */
export interface Member {
  workspace: Workspace
  /** With an address only where the caller may know of it and asked by it. */
  user: User & { email?: string }
  permission: Membership
  /** Nothing is known of those who come in as administrators of the installation. */
  addedOn: string | null
  lastAccessed: string | null
}

/** Lowest first; filters and sorts compare them by this order. */
export const MEMBERSHIPS = ['member', 'collaborator', 'create-project', 'owner'] as const

/** A workspace keeps an owner, and a person's own workspace that person. */
export function refuseLoss({ workspace, user, permission }: Member, otherOwners: number): void {
  if (workspace.personalOf === user.uuid) throw new Conflict(`${workspace.slug} is this person's own workspace.`)
  if (permission === 'owner' && otherOwners === 0)
    throw new Conflict(`${workspace.slug} would be left without an owner.`)
}

/**
 * The query with its addresses as they are kept, and these addresses: whoever asks by an address may have it
 * shown. Asking by a part of one would be guessing, so only whole addresses are compared.
 */
export function byAddress(query: Query | null): { query: Query | null; emails: string[] } {
  if (!query) return { query, emails: [] }
  if (query.kind !== 'term') {
    const parts = query.of.map(byAddress)
    return { query: { ...query, of: parts.map(part => part.query!) }, emails: parts.flatMap(part => part.emails) }
  }
  if (query.path !== 'user.email') return { query, emails: [] }
  if (query.operator !== '=' && query.operator !== 'in')
    throw new Invalid("Invalid operator for field 'user.email'", { detail: 'Addresses are compared with = and IN.' })
  const values = query.values.map(one => (one.kind === 'text' ? { ...one, value: one.value.toLowerCase() } : one))
  return { query: { ...query, values }, emails: values.flatMap(one => (one.kind === 'text' ? [one.value] : [])) }
}
