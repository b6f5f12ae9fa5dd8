// Written by scripts/generate-client.ts from the operations: change those.
import type { Core } from '../core.ts'
import { addon } from './addon.ts'
import { audit } from './audit.ts'
import { branchRestrictions } from './branch-restrictions.ts'
import { branchingModel } from './branching-model.ts'
import { codeOwners } from './code-owners.ts'
import { commits } from './commits.ts'
import { deployments } from './deployments.ts'
import { downloads } from './downloads.ts'
import { gpg } from './gpg.ts'
import { groups } from './groups.ts'
import { notifications } from './notifications.ts'
import { oauth } from './oauth.ts'
import { pipelines } from './pipelines.ts'
import { projects } from './projects.ts'
import { pullrequests } from './pullrequests.ts'
import { refs } from './refs.ts'
import { reports } from './reports.ts'
import { repositories } from './repositories.ts'
import { search } from './search.ts'
import { source } from './source.ts'
import { ssh } from './ssh.ts'
import { teams } from './teams.ts'
import { users } from './users.ts'
import { web } from './web.ts'
import { webhooks } from './webhooks.ts'
import { workspaces } from './workspaces.ts'

export const methods = (core: Core) => ({
  addon: addon(core),
  audit: audit(core),
  branchRestrictions: branchRestrictions(core),
  branchingModel: branchingModel(core),
  codeOwners: codeOwners(core),
  commits: commits(core),
  deployments: deployments(core),
  downloads: downloads(core),
  gpg: gpg(core),
  groups: groups(core),
  notifications: notifications(core),
  oauth: oauth(core),
  pipelines: pipelines(core),
  projects: projects(core),
  pullrequests: pullrequests(core),
  refs: refs(core),
  reports: reports(core),
  repositories: repositories(core),
  search: search(core),
  source: source(core),
  ssh: ssh(core),
  teams: teams(core),
  users: users(core),
  web: web(core),
  webhooks: webhooks(core),
  workspaces: workspaces(core),
})
