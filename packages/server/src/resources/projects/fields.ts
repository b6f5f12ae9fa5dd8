import type { Columns } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'

const eb = expressionBuilder<Tables, keyof Tables>()
const text = (column: string) => ({ type: 'text', column }) as const
const time = (column: string) => ({ type: 'time', column }) as const

/** What lists of projects can be filtered and sorted by. */
export const projectFields: Columns = {
  uuid: { type: 'uuid', column: 'projects.uuid' },
  key: text('projects.key'),
  name: text('projects.name'),
  description: text('projects.description'),
  is_private: { type: 'flag', column: 'projects.is_private' },
  created_on: time('projects.created_on'),
  updated_on: time('projects.updated_on'),
  has_publicly_visible_repos: {
    type: 'flag',
    column: eb
      .case()
      .when(eb.exists(publicIn('projects.uuid')))
      .then(1)
      .else(0)
      .end(),
  },
}

/** The public repositories of a project that a query around this one names. */
export function publicIn(project: 'projects.uuid') {
  return eb
    .selectFrom('repositories')
    .whereRef('repositories.project_uuid', '=', project)
    .where('repositories.is_private', '=', 0)
    .select('repositories.uuid')
}
