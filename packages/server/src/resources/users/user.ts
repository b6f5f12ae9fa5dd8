import { Invalid } from '@pail/failures'

/** A person's account. */
export interface User {
  uuid: string
  /** The form that Atlassian accounts have; clients keep it instead of a name. */
  accountId: string
  username: string
  nickname: string
  displayName: string
  isAdmin: boolean
  status: 'active' | 'suspended' | 'deleted'
  location: string | null
  /** A data-URL that was given, else initials are drawn. */
  avatar: string | null
  createdOn: string
}

export interface Email {
  email: string
  isPrimary: boolean
  isConfirmed: boolean
}

const USERNAME = /^[a-z0-9][a-z0-9_-]{0,61}$/
const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u

/** What names an account in paths and in Git's user part. */
export function asUsername(text: string): string {
  const username = text.toLowerCase()
  if (!USERNAME.test(username))
    throw new Invalid('username: letters, digits, dashes and underscores only', {
      fields: { username: ['letters, digits, dashes and underscores only'] },
    })
  return username
}

export function asEmail(text: string): string {
  if (!EMAIL.test(text)) throw new Invalid('email: not an address', { fields: { email: ['not an address'] } })
  return text.toLowerCase()
}
