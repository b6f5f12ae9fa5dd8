/** Levels on a project; a repository has the same without `create-repo`. */
export type Permission = 'read' | 'write' | 'create-repo' | 'admin'
export type Membership = 'owner' | 'create-project' | 'collaborator' | 'member'

const RANKS: Readonly<Record<Permission, number>> = { read: 1, write: 2, 'create-repo': 3, admin: 4 }

export const rankOf = (permission: Permission): number => RANKS[permission]

/** The highest of the levels that a rank, as the database adds it up, stands for; none below reading. */
export const permissionOf = (rank: number): Permission | 'none' =>
  (['admin', 'create-repo', 'write', 'read'] as const).find(one => RANKS[one] <= rank) ?? 'none'

/** On a repository the right to create more of them is the right to write. */
export const onRepository = (permission: Permission | 'none'): 'read' | 'write' | 'admin' | 'none' =>
  permission === 'create-repo' ? 'write' : permission

/** What is known of a person and a project or repository when permission is asked. */
export interface Standing {
  isAdmin: boolean
  membership: Membership | null
  /** Rank of the best explicit grant, to the person or to a group, on the thing or the project around it. */
  granted: number
  isPrivate: boolean
}

/** Owners of the workspace, and administrators of the installation, may do everything; anybody may read what is public. */
export function rankIn({ isAdmin, membership, granted, isPrivate }: Standing): number {
  if (isAdmin || membership === 'owner') return RANKS.admin
  return Math.max(granted, isPrivate ? 0 : RANKS.read)
}

/** The rank that a grade of a target asks for. */
export const neededFor = (grade: 'read' | 'write' | 'create-repo' | 'admin'): number => RANKS[grade]
