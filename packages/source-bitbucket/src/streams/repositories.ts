import { readRepositories } from '../read/deletions.ts'
import { account, briefProject, briefRepository, workspace } from './parts.ts'
import { links, list, moment, object, schema, text, truth, whole } from './schema.ts'
import type { Stream } from './stream.ts'

const clone = { clone: list(object({ name: text, href: text })) }
const named = links(
  'self',
  'html',
  'avatar',
  'pullrequests',
  'commits',
  'forks',
  'watchers',
  'branches',
  'tags',
  'downloads',
  'source',
  'hooks',
)

export const repositories: Stream = {
  name: 'repositories',
  of: 'workspace',
  primaryKey: [['uuid']],
  cursor: 'updated_on',
  scopes: ['repository', 'read:repository:bitbucket'],
  schema: schema({
    type: text,
    uuid: { type: 'string' },
    full_name: text,
    name: text,
    slug: text,
    description: text,
    scm: text,
    website: text,
    owner: account,
    workspace,
    is_private: truth,
    project: briefProject,
    fork_policy: text,
    created_on: moment,
    updated_on: moment,
    size: whole,
    language: text,
    has_issues: truth,
    has_wiki: truth,
    mainbranch: object({ type: text, name: text }),
    override_settings: object({}),
    parent: briefRepository,
    enforced_signed_commits: truth,
    links: { ...named, properties: { ...(named.properties as object), ...clone } },
    _deleted_on: moment,
  }),
  read: readRepositories,
}
