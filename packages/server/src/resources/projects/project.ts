import { Invalid } from '@pail/failures'
import type { Workspace } from '../workspaces/workspace.ts'

/** A set of repositories of one workspace that share settings and permissions. */
export interface Project {
  uuid: string
  workspace: Workspace
  key: string
  name: string
  description: string | null
  isPrivate: boolean
  avatar: string | null
  createdOn: string
  updatedOn: string
}

const KEY = /^[A-Z][A-Z0-9_]{0,127}$/

/** Keys are upper case however they are written. */
export function asProjectKey(text: string): string {
  const key = text.toUpperCase()
  if (!KEY.test(key)) {
    const complaint = 'a letter, then letters, digits and underscores'
    throw new Invalid(`key: ${complaint}`, { fields: { key: [complaint] } })
  }
  return key
}
