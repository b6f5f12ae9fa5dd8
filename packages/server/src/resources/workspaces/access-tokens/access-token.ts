import { invalid } from '@pail/failures'
import type { User } from '../../users/user.ts'
import type { Workspace } from '../workspace.ts'

/** What an access token can belong to. */
export type Level = 'repository' | 'project' | 'workspace'

/** The thing that a token belongs to and reaches no further than. */
export interface Holder {
  uuid: string
  workspace: Workspace
}

/** A credential that belongs to a thing instead of a person, and acts as an account of its own. */
export interface AccessToken {
  uuid: string
  level: Level
  name: string
  scopes: readonly string[]
  createdOn: string
  expiresOn: string | null
  lastUsedOn: string | null
  /** What it acts as. */
  user: User
}

const EVERYWHERE = [
  'repository',
  'repository:write',
  'repository:admin',
  'repository:delete',
  'pullrequest',
  'pullrequest:write',
  'webhook',
  'pipeline',
  'pipeline:write',
  'pipeline:variable',
  'runner',
  'runner:write',
]

/** The scopes that a token of each level may have; people have the others. */
export const OFFERED: Readonly<Record<Level, readonly string[]>> = {
  repository: EVERYWHERE,
  project: [...EVERYWHERE, 'project'],
  workspace: [...EVERYWHERE, 'project', 'project:admin', 'account'],
}

/** Refuses scopes that no token of this level has. */
export function refuseUnoffered(level: Level, scopes: readonly string[]): void {
  const complaints = scopes
    .filter(scope => !OFFERED[level].includes(scope))
    .map(scope => `an access token of a ${level} cannot have ${scope}`)
  if (complaints.length > 0) throw invalid('scopes', ...complaints)
}

/** The account that a token acts as; the ids come in. */
export const actingUser = (
  { level, name, createdOn }: Pick<AccessToken, 'level' | 'name' | 'createdOn'>,
  uuid: string,
  accountUuid: string,
): User => ({
  uuid,
  accountId: `712020:${accountUuid}`,
  // Nobody calls it by this name, and nobody else may have it.
  username: `access-token:${uuid}`,
  nickname: name,
  displayName: name,
  isAdmin: false,
  status: 'active',
  location: null,
  avatar: null,
  createdOn,
  kind: `${level}_access_token`,
})

/** The address of its commits, which takes no mail; `host` is that of the installation. */
export const botAddress = (uuid: string, host: string): string => `${uuid.replaceAll('-', '')}@bots.${host}`
