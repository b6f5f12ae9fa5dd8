import { EVERY_SCOPE, isGranular } from './scopes.ts'

/** What people are told that a scope lets a program do: its label, and in a sentence what that means. */
export interface ScopeLabel {
  label: string
  about: string
}

const LABELS: Readonly<Record<string, readonly [label: string, about: string]>> = {
  account: ['Account: Read', 'See your profile and workspaces, who belongs to these, and your keys'],
  'account:write': ['Account: Write', 'Change your profile, your credentials, and workspaces that you own'],
  email: ['Email: Read', 'See your e-mail addresses'],
  issue: ['Issues: Read', 'See issues, report new ones and comment on them'],
  'issue:write': ['Issues: Write', 'Change, move on and delete issues'],
  pipeline: ['Pipelines: Read', 'See pipelines, deployments and their variables'],
  'pipeline:variable': ['Pipelines: Edit variables', 'Change the variables that pipelines run with'],
  'pipeline:write': ['Pipelines: Write', 'Start, stop and repeat pipelines'],
  project: ['Projects: Read', 'See projects and read their repositories'],
  'project:admin': ['Projects: Admin', 'Make, change and delete projects'],
  'project:write': ['Projects: Write', 'Nothing any more'],
  pullrequest: ['Pull requests: Read', 'See and comment on pull requests, and read the repositories'],
  'pullrequest:write': ['Pull requests: Write', 'Open, approve, merge and decline pull requests, and push'],
  repository: ['Repositories: Read', 'Read and clone repositories, private ones among them'],
  'repository:admin': ['Repositories: Admin', 'Change settings and permissions of repositories'],
  'repository:delete': ['Repositories: Delete', 'Delete repositories'],
  'repository:write': [
    'Repositories: Write',
    'Read, clone and push to repositories, private ones among them, and fork them',
  ],
  runner: ['Runners: Read', 'See the runners of pipelines'],
  'runner:write': ['Runners: Write', 'Add, change and remove runners of pipelines'],
  snippet: ['Snippets: Read', 'See snippets, private ones among them'],
  'snippet:write': ['Snippets: Write', 'Make, change and delete snippets'],
  team: ['Teams: Read', 'See workspaces and who belongs to them'],
  'team:write': ['Teams: Write', 'Change workspaces and who belongs to them'],
  webhook: ['Webhooks: Read and write', 'See, add and remove webhooks'],
  wiki: ['Wikis: Read and write', 'Read and change wikis'],
}

/** The other vocabulary: what each thing is called, and what may be done with it; none of these implies another. */
const THINGS: Readonly<Record<string, readonly [name: string, verbs: Readonly<Record<string, string>>]>> = {
  repository: [
    'Repositories',
    {
      read: 'Read and clone repositories, private ones among them',
      write: 'Push to repositories, and make and fork them',
      admin: 'Change settings and access of repositories',
      delete: 'Delete repositories',
    },
  ],
  pullrequest: [
    'Pull requests',
    { read: 'See pull requests and comment on them', write: 'Open, approve, merge and decline pull requests' },
  ],
  project: ['Projects', { read: 'See projects', admin: 'Make, change and delete projects' }],
  workspace: ['Workspaces', { read: 'See workspaces and who belongs to them', admin: 'Change workspaces' }],
  user: [
    'Account',
    { read: 'See your profile and e-mail addresses', write: 'Change your profile and your credentials' },
  ],
  permission: ['Permissions', { write: 'Let people and groups in', delete: 'Take back what they were let do' }],
  pipeline: [
    'Pipelines',
    {
      read: 'See pipelines, deployments and their variables',
      write: 'Start, stop and repeat pipelines',
      admin: 'Change how pipelines run, and their variables',
    },
  ],
  runner: ['Runners', { read: 'See the runners of pipelines', write: 'Add, change and remove runners of pipelines' }],
  webhook: ['Webhooks', { read: 'See webhooks', write: 'Add and change webhooks', delete: 'Remove webhooks' }],
  issue: ['Issues', { read: 'See issues', write: 'Report, change and comment on issues', delete: 'Delete issues' }],
  snippet: [
    'Snippets',
    { read: 'See snippets, private ones among them', write: 'Make and change snippets', delete: 'Delete snippets' },
  ],
  'ssh-key': ['SSH keys', { read: 'See SSH keys', write: 'Add and change SSH keys', delete: 'Remove SSH keys' }],
  'gpg-key': ['GPG keys', { read: 'See GPG keys', write: 'Add GPG keys', delete: 'Remove GPG keys' }],
}

const VERBS: Readonly<Record<string, string>> = { read: 'Read', write: 'Write', admin: 'Admin', delete: 'Delete' }

/** Every granular scope that an operation asks for. */
export const granularScopes: readonly string[] = Object.entries(THINGS).flatMap(([thing, [, verbs]]) =>
  Object.keys(verbs).map(verb => `${verb}:${thing}:bitbucket`),
)

/** The scope itself stands where nobody has put it in words. */
export function labelOf(scope: string): ScopeLabel {
  const [verb = '', thing = ''] = scope.split(':')
  const [name, verbs] = isGranular(scope) && Object.hasOwn(THINGS, thing) ? THINGS[thing]! : ['', {}]
  if (Object.hasOwn(verbs, verb)) return { label: `${name}: ${VERBS[verb]}`, about: verbs[verb]! }
  if (scope === EVERY_SCOPE) return { label: 'Everything', about: 'Whatever you may do yourself' }
  const [label, about] = Object.hasOwn(LABELS, scope) ? LABELS[scope]! : [scope, '']
  return { label, about }
}

/** The labels before the colon, each with its scopes: how forms put them together. */
export const groupsOf = (scopes: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(scopes, scope => labelOf(scope).label.split(':')[0]!)
