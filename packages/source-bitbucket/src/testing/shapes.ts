import { coreTime, hashOf, minute, serviceTime, uuidOf, WEB, type Wire } from './wire.ts'

/** Documents with the members that were observed in answers of Bitbucket Cloud. `api` is its root. */
export const person = (api: string, name: string): Wire => ({
  display_name: name,
  links: {
    self: { href: `${api}/users/${encodeURIComponent(uuidOf('user', name))}` },
    avatar: { href: `${WEB}/account/${name}/avatar/` },
    html: { href: `${WEB}/${encodeURIComponent(uuidOf('user', name))}/` },
  },
  type: 'user',
  uuid: uuidOf('user', name),
  account_id: `557058:${hashOf(name).slice(0, 24)}`,
  nickname: name.toLowerCase(),
})

export const workspace = (api: string, slug: string): Wire => ({
  type: 'workspace',
  uuid: uuidOf('workspace', slug),
  name: slug,
  slug,
  links: { self: { href: `${api}/workspaces/${slug}` }, html: { href: `${WEB}/${slug}/` } },
})

export const project = (api: string, slug: string, key: string): Wire => ({
  type: 'project',
  uuid: uuidOf('project', key),
  key,
  name: key,
  description: null,
  is_private: true,
  created_on: coreTime(minute(0)),
  updated_on: coreTime(minute(1)),
  owner: { type: 'team', username: slug, display_name: slug, uuid: uuidOf('workspace', slug) },
  workspace: workspace(api, slug),
  has_publicly_visible_repos: false,
  links: { self: { href: `${api}/workspaces/${slug}/projects/${key}` } },
})

export const membership = (api: string, slug: string, name: string): Wire => ({
  type: 'workspace_membership',
  user: person(api, name),
  workspace: workspace(api, slug),
  links: { self: { href: `${api}/workspaces/${slug}/members/${encodeURIComponent(uuidOf('user', name))}` } },
})

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

export const pullRequest = (
  api: string,
  of: Wire,
  { id, state, at }: { id: number; state: string; at: number },
): Wire => ({
  type: 'pullrequest',
  id,
  title: `Change ${id}`,
  description: 'Said once.',
  summary: { type: 'rendered', raw: 'Said once.', markup: 'markdown', html: '<p>Said once.</p>' },
  state,
  draft: false,
  queued: false,
  author: person(api, 'Ada'),
  closed_by: state === 'OPEN' ? null : person(api, 'Bob'),
  source: {
    branch: { name: `feature/${id}` },
    commit: { type: 'commit', hash: hashOf(`${id}`).slice(0, 12) },
    repository: condensed(of),
  },
  destination: {
    branch: { name: 'main' },
    commit: { type: 'commit', hash: hashOf('main').slice(0, 12) },
    repository: condensed(of),
  },
  merge_commit: state === 'MERGED' ? { type: 'commit', hash: hashOf(`merge ${id}`).slice(0, 12) } : null,
  comment_count: 0,
  task_count: 0,
  close_source_branch: true,
  reason: '',
  created_on: coreTime(minute(id)),
  updated_on: coreTime(at),
  reviewers: [person(api, 'Bob')],
  participants: [
    {
      type: 'participant',
      user: person(api, 'Bob'),
      role: 'REVIEWER',
      approved: false,
      state: null,
      participated_on: null,
    },
  ],
  links: { self: { href: `${api}/repositories/${of.full_name}/pullrequests/${id}` } },
})

export const environment = (of: Wire, name: string): Wire => ({
  type: 'deployment_environment',
  uuid: uuidOf(`environment of ${of.slug}`, name),
  name,
  slug: name.toLowerCase(),
  environment_type: { type: 'deployment_environment_type', name, rank: 1 },
  rank: 1,
  hidden: false,
  environment_lock_enabled: true,
  lock: { type: 'deployment_environment_lock_open', name: 'OPEN' },
  deployment_gate_enabled: false,
  restrictions: { type: 'deployment_restrictions_configuration', admin_only: false },
  category: { name },
})

/** One that ended when `endedAt` is given, one under way otherwise. */
export const deployment = (
  api: string,
  of: Wire,
  { number, at, endedAt }: { number: number; at: number; endedAt?: number },
): Wire => ({
  type: 'deployment',
  uuid: uuidOf(`deployment of ${of.slug}`, number),
  key: `deployment-${number}`,
  number,
  name: `Deployment ${number}`,
  version: 1,
  environment: { type: 'deployment_environment', uuid: uuidOf(`environment of ${of.slug}`, 'Staging') },
  step: { uuid: uuidOf('step', number) },
  release: {
    type: 'deployment_release',
    uuid: uuidOf('release', number),
    key: `pipelines-${uuidOf('pipeline', number)}`,
    name: `#${number}`,
    url: `${WEB}/${of.full_name}/pipelines/results/${number}`,
    pipeline: { uuid: uuidOf('pipeline', number), type: 'pipeline' },
    commit: {
      hash: hashOf(`release ${number}`),
      type: 'commit',
      links: { self: { href: `${api}/repositories/${of.full_name}` } },
    },
    created_on: serviceTime(at),
  },
  state: endedAt === undefined ? underway(at) : ended(at, endedAt),
  last_update_time: serviceTime(endedAt ?? at),
})

export const underway = (at: number): Wire => ({
  type: 'deployment_state_in_progress',
  name: 'IN_PROGRESS',
  url: `${WEB}/pipelines`,
  started_on: serviceTime(at),
})

export const ended = (at: number, endedAt: number): Wire => ({
  type: 'deployment_state_completed',
  name: 'COMPLETED',
  url: `${WEB}/pipelines`,
  status: { type: 'deployment_state_completed_status_successful', name: 'SUCCESSFUL' },
  started_on: serviceTime(at),
  completed_on: serviceTime(endedAt),
})

export const pipeline = (
  api: string,
  of: Wire,
  { number, at, endedAt }: { number: number; at: number; endedAt?: number },
): Wire => ({
  type: 'pipeline',
  uuid: uuidOf(`pipeline of ${of.slug}`, number),
  build_number: number,
  run_number: 1,
  creator: person(api, 'Ada'),
  repository: condensed(of),
  target: {
    type: 'pipeline_ref_target',
    ref_type: 'branch',
    ref_name: 'main',
    selector: { type: 'branches', pattern: 'main' },
    commit: { type: 'commit', hash: hashOf(`${number}`) },
  },
  trigger: { name: 'PUSH', type: 'pipeline_trigger_push' },
  state:
    endedAt === undefined
      ? {
          name: 'IN_PROGRESS',
          type: 'pipeline_state_in_progress',
          stage: { name: 'RUNNING', type: 'pipeline_state_in_progress_running' },
        }
      : {
          name: 'COMPLETED',
          type: 'pipeline_state_completed',
          result: { name: 'SUCCESSFUL', type: 'pipeline_state_completed_successful' },
        },
  created_on: serviceTime(at),
  ...(endedAt !== undefined && { completed_on: serviceTime(endedAt), duration_in_seconds: 61 }),
  build_seconds_used: 61,
  first_successful: false,
  expired: false,
  has_variables: false,
  labels: {},
  links: {
    self: {
      href: `${api}/repositories/${of.full_name}/pipelines/${encodeURIComponent(uuidOf(`pipeline of ${of.slug}`, number))}`,
    },
  },
})

export const step = (of: Wire, number: number, at: number, endedAt?: number): Wire => ({
  type: 'pipeline_step',
  uuid: uuidOf(`step of ${of.uuid}`, number),
  name: `Step ${number}`,
  pipeline: { type: 'pipeline', uuid: of.uuid },
  run_number: 1,
  trigger: { type: 'pipeline_step_trigger_automatic' },
  state:
    endedAt === undefined
      ? { name: 'PENDING', type: 'pipeline_step_state_pending' }
      : {
          name: 'COMPLETED',
          type: 'pipeline_step_state_completed',
          result: { name: 'SUCCESSFUL', type: 'pipeline_step_state_completed_successful' },
        },
  image: { name: 'node:24' },
  maxTime: 120,
  started_on: serviceTime(at),
  ...(endedAt !== undefined && { completed_on: serviceTime(endedAt), duration_in_seconds: 30 }),
  build_seconds_used: 30,
  setup_commands: [],
  script_commands: [{ name: 'npm test', command: 'npm test', commandType: 'SCRIPT' }],
  teardown_commands: [],
})

export const issue = (api: string, of: Wire, { id, at }: { id: number; at: number }): Wire => ({
  type: 'issue',
  id,
  repository: condensed(of),
  title: `Fault ${id}`,
  reporter: person(api, 'Ada'),
  assignee: null,
  created_on: coreTime(minute(id)),
  updated_on: coreTime(at),
  edited_on: null,
  state: 'new',
  kind: 'bug',
  priority: 'major',
  milestone: null,
  version: null,
  component: null,
  votes: 0,
  content: { type: 'rendered', raw: 'It breaks.', markup: 'markdown', html: '<p>It breaks.</p>' },
  links: { self: { href: `${api}/repositories/${of.full_name}/issues/${id}` } },
})

export const activity = (
  api: string,
  of: Wire,
  at: number,
  kind: 'approval' | 'update' | 'comment' | 'changes_requested',
): Wire => {
  const pull_request = { type: 'pullrequest', id: of.id, title: of.title, draft: false, links: of.links }
  const user = person(api, 'Bob')
  const date = coreTime(at)
  const about = { date, user, pullrequest: pull_request }
  if (kind === 'comment')
    return {
      pull_request,
      comment: {
        type: 'pullrequest_comment',
        id: at % 100_000,
        created_on: date,
        updated_on: date,
        content: { raw: 'Yes.' },
        user,
        deleted: false,
        pullrequest: pull_request,
      },
    }
  if (kind === 'update')
    return {
      pull_request,
      update: {
        state: of.state,
        draft: false,
        title: of.title,
        description: '',
        reviewers: [],
        changes: {},
        reason: '',
        author: user,
        date,
        destination: of.destination,
        source: of.source,
      },
    }
  return { pull_request, [kind]: about }
}
