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

/** The scope itself stands where nobody has put it in words. */
export function labelOf(scope: string): ScopeLabel {
  const [label, about] = Object.hasOwn(LABELS, scope) ? LABELS[scope]! : [scope, '']
  return { label, about }
}
