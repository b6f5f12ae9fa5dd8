import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { asProjectKey, type Project } from './project.ts'
import * as store from './store.ts'

export interface NewProject {
  key: string
  name: string
  description?: string | null
  is_private?: boolean
}

export function makeProject(db: Db, workspace: Workspace, input: NewProject): Promise<Project> {
  const at = now()
  return store.create(db, {
    uuid: randomUUID(),
    workspace,
    key: asProjectKey(input.key),
    name: input.name,
    description: input.description ?? null,
    isPrivate: input.is_private ?? false,
    avatar: null,
    createdOn: at,
    updatedOn: at,
  })
}

/** What a new workspace has, so that a repository can be made before anybody thinks of projects. */
export const makeFirstProject = (db: Db, workspace: Workspace): Promise<Project> =>
  makeProject(db, workspace, { key: 'PROJ', name: 'Untitled project', is_private: false })
