import { invalid } from '@pail/failures'
import type { AccessTokenKind } from '../../db/tables/index.ts'

export type UserStatus = 'active' | 'suspended' | 'deleted'

/** The account of a person, or what an access token acts as. */
export interface User {
  uuid: string
  /** The form that Atlassian accounts have; clients keep it instead of a name. */
  accountId: string
  username: string
  nickname: string
  displayName: string
  isAdmin: boolean
  status: UserStatus
  location: string | null
  /** A data-URL that was given, else initials are drawn. */
  avatar: string | null
  createdOn: string
  kind: 'person' | 'workspace' | 'connect_app' | AccessTokenKind
}

/** What a person may change of their own account. */
export interface ProfileInput {
  display_name?: string
  nickname?: string
  location?: string | null
  avatar?: string | null
}

/** What is left of the name of an account that was deleted. */
const FORMER = 'Former user'

/** What accounts that were deleted are called, and what is read as an id: neither is to be had. */
const LIKE_AN_ID = /^(former-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const USERNAME = /^[a-z0-9][a-z0-9_-]{0,61}$/
const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u
const MAX_NAME = 255

/** User names that Git's clients send with any token. */
const RESERVED = new Set(['x-token-auth', 'x-bitbucket-api-token-auth'])

/** What names an account in paths and in Git's user part. */
export function asUsername(text: string): string {
  const username = text.toLowerCase()
  if (RESERVED.has(username) || LIKE_AN_ID.test(username)) throw invalid('username', 'this name is reserved')
  if (!USERNAME.test(username)) throw invalid('username', 'letters, digits, dashes and underscores only')
  return username
}

export function asEmail(text: string): string {
  if (!EMAIL.test(text)) throw invalid('email', 'not an address')
  return text.toLowerCase()
}

/** A name for people to read: one line of any script, as it also ends up in commits. */
export function asName(text: string, field: string): string {
  const name = text.trim()
  if (name === '') throw invalid(field, 'may not be blank')
  if (name.length > MAX_NAME) throw invalid(field, `at most ${MAX_NAME} characters`)
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) throw invalid(field, 'one line of text only')
  return name
}

/** The account with what its owner changes. */
export function withProfile(user: User, { display_name, nickname, location, avatar }: ProfileInput): User {
  return {
    ...user,
    displayName: display_name === undefined ? user.displayName : asName(display_name, 'display_name'),
    nickname: nickname === undefined ? user.nickname : asName(nickname, 'nickname'),
    location: location === undefined ? user.location : location?.trim() ? asName(location, 'location') : null,
    avatar: avatar === undefined ? user.avatar : avatar,
  }
}

/** What stays of an account so that its content keeps an author: ids, and nothing that names the person. */
export const former = (user: User): User => ({
  ...user,
  username: `former-${user.uuid}`,
  nickname: FORMER,
  displayName: FORMER,
  isAdmin: false,
  status: 'deleted',
  location: null,
  avatar: null,
})
