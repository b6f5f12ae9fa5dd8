import { invalid } from '@pail/failures'
import { asName } from '../users/user.ts'
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

/** What may be said of a project when it is made or changed. */
export interface ProjectInput {
  key?: string
  name?: string
  description?: string | null
  is_private?: boolean
  /** A data-URL that was checked. */
  avatar?: string
}

const KEY = /^[A-Z][A-Z0-9_]{0,127}$/

/** Keys are upper case however they are written. */
export function asProjectKey(text: string): string {
  const key = text.toUpperCase()
  if (!KEY.test(key)) throw invalid('key', 'a letter, then letters, digits and underscores')
  return key
}

/** A project as it is before it holds anything. */
export function newProject(
  { uuid, workspace, createdOn }: Pick<Project, 'uuid' | 'workspace' | 'createdOn'>,
  input: ProjectInput & { key: string; name: string },
): Project {
  const blank: Project = {
    uuid,
    workspace,
    key: '',
    name: '',
    description: null,
    isPrivate: workspace.isPrivacyEnforced,
    avatar: null,
    createdOn,
    updatedOn: createdOn,
  }
  return changed(blank, input, createdOn)
}

/** The project with what the input says; what it leaves out stays. */
export function changed(project: Project, input: ProjectInput, updatedOn: string): Project {
  const isPrivate = input.is_private ?? project.isPrivate
  if (!isPrivate && project.workspace.isPrivacyEnforced)
    throw invalid('is_private', 'This workspace allows private projects only.')
  return {
    ...project,
    key: input.key === undefined ? project.key : asProjectKey(input.key),
    name: input.name === undefined ? project.name : asName(input.name, 'name'),
    description: input.description === undefined ? project.description : input.description,
    isPrivate,
    avatar: input.avatar ?? project.avatar,
    updatedOn,
  }
}

/** Refuses to hide a project around something that everybody sees. */
export function refuseHiding(before: Project, after: Project, holdsPublic: boolean): void {
  if (!before.isPrivate && after.isPrivate && holdsPublic)
    throw invalid('is_private', 'A project that holds public repositories cannot be private.')
}
