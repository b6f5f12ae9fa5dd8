import { invalid } from '@pail/failures'
import { asName } from '../users/user.ts'

/** Where projects and repositories live, owned by a team or by one person. */
export interface Workspace {
  uuid: string
  slug: string
  name: string
  isPrivate: boolean
  isPrivacyEnforced: boolean
  /** The account whose own workspace it is. */
  personalOf: string | null
  avatar: string | null
  createdOn: string
  updatedOn: string
}

const SLUG = /^[a-z0-9_][a-z0-9_-]{1,61}$/

/** First segments of addresses that the server keeps for itself. */
const RESERVED = new Set([
  '1.0',
  '2.0',
  'api',
  '!api',
  'internal',
  'pail',
  'site',
  'docs',
  'login',
  'logout',
  'account',
  'addon',
  'swagger.json',
  'v1',
  'rest',
  'scm',
  'projects',
  'users',
  'git',
  'workspaces',
  'repositories',
  'snippets',
  'search',
  'dashboard',
  '.well-known',
  'ravatar',
  'favicon.ico',
])

export const isWorkspaceSlug = (text: string): boolean => SLUG.test(text) && !RESERVED.has(text)

/** A slug is lower case however it is written; what the server itself answers at is not to be had. */
export function asWorkspaceSlug(text: string): string {
  const slug = text.toLowerCase()
  if (isWorkspaceSlug(slug)) return slug
  const complaint = RESERVED.has(slug) ? 'this name is reserved' : 'two to 62 letters, digits, dashes and underscores'
  throw invalid('slug', complaint)
}

/** What an owner may change of a workspace. */
export interface WorkspaceInput {
  slug?: string
  name?: string
  is_private?: boolean
  avatar?: string | null
}

export const changed = (workspace: Workspace, input: WorkspaceInput, at: string): Workspace => ({
  ...workspace,
  slug: input.slug === undefined ? workspace.slug : asWorkspaceSlug(input.slug),
  name: input.name === undefined ? workspace.name : asName(input.name, 'name'),
  isPrivate: input.is_private ?? workspace.isPrivate,
  avatar: input.avatar === undefined ? workspace.avatar : input.avatar,
  updatedOn: at,
})
