import type { Columns, Operand } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'

interface Joined extends Tables {
  parents: Tables['repositories']
  parent_workspaces: Tables['workspaces']
}
const eb = expressionBuilder<Joined, keyof Joined>()

/** A person's own workspace is shown as the person. */
const owner = eb.fn.coalesce('workspaces.personal_of', 'workspaces.uuid')
const parentOwner = eb.fn.coalesce('parent_workspaces.personal_of', 'parent_workspaces.uuid')
const text = (column: string) => ({ type: 'text', column }) as const
const uuid = (column: Operand) => ({ type: 'uuid', column }) as const

/** What lists of repositories can be filtered and sorted by. */
export const repositoryFields: Columns = {
  uuid: uuid('repositories.uuid'),
  name: text('repositories.name'),
  slug: text('repositories.slug'),
  full_name: { type: 'text', column: eb(eb('workspaces.slug', '||', eb.val('/')), '||', eb.ref('repositories.slug')) },
  description: text('repositories.description'),
  language: text('repositories.language'),
  website: text('repositories.website'),
  scm: { type: 'text', column: eb.val('git') },
  is_private: { type: 'flag', column: 'repositories.is_private' },
  size: { type: 'number', column: 'repositories.size' },
  created_on: { type: 'time', column: 'repositories.created_on' },
  updated_on: { type: 'time', column: 'repositories.updated_on' },
  has_issues: { type: 'flag', column: 'repositories.has_issues' },
  has_wiki: { type: 'flag', column: 'repositories.has_wiki' },
  fork_policy: text('repositories.fork_policy'),
  'mainbranch.name': text('repositories.main_branch'),
  'project.key': text('projects.key'),
  'project.name': text('projects.name'),
  'project.uuid': uuid('repositories.project_uuid'),
  'workspace.slug': text('workspaces.slug'),
  'workspace.name': text('workspaces.name'),
  'workspace.uuid': uuid('repositories.workspace_uuid'),
  'owner.uuid': uuid(owner),
  'owner.username': text('workspaces.slug'),
  'owner.display_name': text('workspaces.name'),
  parent: { type: 'object', column: 'parents.uuid' },
  'parent.uuid': uuid('parents.uuid'),
  'parent.name': text('parents.name'),
  'parent.slug': text('parents.slug'),
  'parent.full_name': {
    type: 'text',
    column: eb(eb('parent_workspaces.slug', '||', eb.val('/')), '||', eb.ref('parents.slug')),
  },
  'parent.owner.uuid': uuid(parentOwner),
  'parent.owner.username': text('parent_workspaces.slug'),
}
