import { coreTime, minute, uuidOf, WEB, type Wire } from '../wire.ts'
import { person, workspace } from './people.ts'

export const repository = (api: string, slug: string, name: string, at: number): Wire => ({
  type: 'repository',
  uuid: uuidOf('repository', name),
  full_name: `${slug}/${name}`,
  name,
  slug: name,
  description: '',
  scm: 'git',
  website: null,
  owner: { type: 'team', username: slug, display_name: slug, uuid: uuidOf('workspace', slug), links: {} },
  workspace: workspace(api, slug),
  is_private: true,
  project: { type: 'project', key: 'SITE', uuid: uuidOf('project', 'SITE'), name: 'SITE', links: {} },
  fork_policy: 'no_public_forks',
  created_on: coreTime(minute(0)),
  updated_on: coreTime(at),
  size: 1_048_576,
  language: 'typescript',
  has_issues: true,
  has_wiki: false,
  mainbranch: { name: 'main', type: 'branch' },
  override_settings: { default_merge_strategy: true, branching_model: true },
  parent: null,
  enforced_signed_commits: null,
  links: { self: { href: `${api}/repositories/${slug}/${name}` }, html: { href: `${WEB}/${slug}/${name}` } },
})

export const condensed = ({ type, full_name, links, name, uuid }: Wire): Wire => ({
  type,
  full_name,
  links,
  name,
  uuid,
})

export const commit = (
  api: string,
  of: Wire,
  { hash, parents, at }: { hash: string; parents: string[]; at: number },
): Wire => ({
  type: 'commit',
  hash,
  date: `${new Date(at).toISOString().slice(0, 19)}+00:00`,
  author: { type: 'author', raw: 'Ada <ada@example.com>', user: person(api, 'Ada') },
  committer: { raw: 'Ada <ada@example.com>' },
  message: `Change ${hash.slice(0, 7)}\n`,
  summary: { type: 'rendered', raw: `Change ${hash.slice(0, 7)}\n`, markup: 'markdown', html: '<p>Change</p>' },
  parents: parents.map(parent => ({ hash: parent, type: 'commit', links: {} })),
  repository: condensed(of),
  links: { self: { href: `${api}/repositories/${of.full_name}/commit/${hash}` } },
  rendered: {},
  properties: {},
})
