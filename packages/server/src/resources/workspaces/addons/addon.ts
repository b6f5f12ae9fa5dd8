import { invalid } from '@pail/failures'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import type { User } from '../../users/user.ts'
import type { Descriptor } from './descriptor.ts'

/** A Connect app in a workspace. */
export interface Addon {
  uuid: string
  workspaceUuid: string
  /** What it acts as. */
  userUuid: string
  /** What the app knows this installation by. */
  clientKey: string
  descriptor: Descriptor
  descriptorUrl: string | null
  scopes: readonly string[]
  createdOn: string
  updatedOn: string
}

/** The account that an app acts as; the ids come in. */
export const actingUser = (
  { userUuid, descriptor, createdOn }: Pick<Addon, 'userUuid' | 'descriptor' | 'createdOn'>,
  accountUuid: string,
): User => ({
  uuid: userUuid,
  accountId: `712020:${accountUuid}`,
  // Nobody calls it by this name, and nobody else may have it.
  username: `connect-app:${userUuid}`,
  nickname: descriptor.name,
  displayName: descriptor.name,
  isAdmin: false,
  status: 'active',
  location: null,
  avatar: null,
  createdOn,
  kind: 'connect_app',
})

/** Whoever installs an app gives it no scope that the own credential lacks. */
export function refuseWider(scopes: readonly string[], giver: ReadonlySet<string>): void {
  const lacking = giver.has(EVERY_SCOPE) ? [] : scopes.filter(scope => !giver.has(scope))
  if (lacking.length > 0) throw invalid('scopes', ...lacking.map(scope => `your own credential lacks ${scope}`))
}

/** The app after it was described anew: it stays the same app, and is not let do more, nor suddenly nothing. */
export function described(addon: Addon, descriptor: Descriptor, at: string): Addon {
  if (descriptor.key !== addon.descriptor.key) throw invalid('key', 'this is the descriptor of another app')
  const more = descriptor.scopes.filter(scope => !addon.scopes.includes(scope))
  if (more.length > 0) throw invalid('scopes', ...more.map(scope => `the app was not given ${scope}`))
  if (descriptor.scopes.length === 0 && addon.scopes.length > 0) throw invalid('scopes', 'may not be reduced to none')
  return { ...addon, descriptor, scopes: descriptor.scopes, updatedOn: at }
}
