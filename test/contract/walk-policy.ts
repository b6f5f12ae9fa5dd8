import type { Client } from './client.ts'

const REPOSITORY = '/2.0/repositories/demo/ruled'
const PROJECT = '/2.0/workspaces/demo/projects/RULED'

/** What branches are for, what may be done with them, and who reviews. */
export async function walkPolicy(client: Client): Promise<void> {
  const { send } = client
  await send('POST', '/2.0/workspaces/demo/projects', { key: 'RULED', name: 'Ruled', is_private: false })
  await send('POST', REPOSITORY, { scm: 'git', is_private: false, project: { key: 'RULED' } })
  await send('POST', `${REPOSITORY}/src`, new URLSearchParams({ '/README.md': '# Ruled\n', message: 'Begin' }))
  const grace = (await send('GET', '/2.0/users/grace')).body.uuid as string
  await send('PUT', `${PROJECT}/permissions-config/users/${grace}`, { permission: 'write' })
  await walkRestrictions(client, grace)
  await walkModel(client)
  await walkModelOfProject(client)
  await walkReviewers(client, grace)
  await walkReviewersOfProject(client, grace)
  await send('DELETE', REPOSITORY)
  await send('DELETE', PROJECT)
}

const at = { workspace: 'demo', repo_slug: 'ruled' }
const inProject = { workspace: 'demo', project_key: 'RULED' }

async function walkRestrictions({ call, send }: Client, grace: string): Promise<void> {
  const restriction = (of: object) => ({ type: 'branchrestriction', branch_match_kind: 'glob', ...of })
  const { id } = await call('branchrestrictions.create', {
    ...at,
    _body: restriction({ kind: 'push', pattern: 'main', users: [{ type: 'account', uuid: grace }], groups: [] }),
  })
  const byModel = { branch_match_kind: 'branching_model', branch_type: 'release', pattern: '' }
  const group = { type: 'group', slug: 'builders' }
  await send('POST', `${REPOSITORY}/branch-restrictions`, {
    ...restriction({ kind: 'restrict_merges', ...byModel }),
    ...{ users: [], groups: [group] },
  })
  await send('POST', `${REPOSITORY}/branch-restrictions`, restriction({ kind: 'push', pattern: 'main', users: [] }))
  await send('POST', `${REPOSITORY}/branch-restrictions`, restriction({ kind: 'whatever', pattern: 'main' }))
  await send('POST', `${REPOSITORY}/src`, new URLSearchParams({ '/README.md': 'No', message: 'Refused' }))
  const one = { ...at, id: String(id) }
  await call('branchrestrictions.list', { ...at, kind: 'push', pattern: 'main' })
  await call('branchrestrictions.get', one)
  await call('branchrestrictions.update', {
    ...one,
    _body: restriction({ kind: 'require_approvals_to_merge', pattern: 'main', value: 2 }),
  })
  await call('branchrestrictions.delete', one)
  await send('GET', `${REPOSITORY}/branch-restrictions/${id}`)
  const { values } = (await send('GET', `${REPOSITORY}/branch-restrictions`)).body
  for (const { id } of values) await send('DELETE', `${REPOSITORY}/branch-restrictions/${id}`)
}

const model = {
  type: 'branching_model_settings',
  production: { enabled: true, use_mainbranch: true },
  branch_types: [
    { kind: 'hotfix', enabled: false },
    { kind: 'feature', enabled: true, prefix: 'work/' },
  ],
  default_branch_deletion: 'true',
}

async function walkModel({ call, send }: Client): Promise<void> {
  await call('repositories.updateBranchingModelSettings', at)
  await send('PUT', `${REPOSITORY}/branching-model/settings`, model)
  await send('PUT', `${REPOSITORY}/branching-model/settings`, { development: { name: 'nowhere' } })
  await call('repositories.getBranchingModelSettings', at)
  await call('repositories.getBranchingModel', at)
  await call('repositories.getEffectiveBranchingModel', at)
}

async function walkModelOfProject({ call, send }: Client): Promise<void> {
  await call('workspaces.updateBranchingModelSettingsForProject', inProject)
  await send('PUT', `${PROJECT}/branching-model/settings`, { ...model, development: { name: 'develop' } })
  await send('PUT', `${PROJECT}/branching-model/settings`, { branch_types: [{ kind: 'bugfix', prefix: 'work/x' }] })
  await call('workspaces.getBranchingModelSettingsForProject', inProject)
  await call('workspaces.getBranchingModelForProject', inProject)
  await call('repositories.getEffectiveBranchingModel', at)
}

async function walkReviewers({ call, send }: Client, target_username: string): Promise<void> {
  await call('pullrequests.addDefaultReviewer', { ...at, target_username, _body: {} })
  await call('pullrequests.getDefaultReviewer', { ...at, target_username })
  await call('pullrequests.listDefaultReviewers', at)
  await call('repositories.listEffectiveDefaultReviewers', at)
  await call('pullrequests.deleteDefaultReviewer', { ...at, target_username })
  await send('GET', `${REPOSITORY}/default-reviewers/${target_username}`)
  await send('PUT', `${REPOSITORY}/default-reviewers/nobody`)
}

async function walkReviewersOfProject({ call, send }: Client, selected_user: string): Promise<void> {
  await call('workspaces.addDefaultReviewerForProject', { ...inProject, selected_user })
  await call('workspaces.getDefaultReviewerForProject', { ...inProject, selected_user })
  await call('workspaces.listDefaultReviewersForProject', inProject)
  await call('repositories.listEffectiveDefaultReviewers', at)
  await call('workspaces.deleteDefaultReviewerForProject', { ...inProject, selected_user })
  await send('GET', `${PROJECT}/default-reviewers/${selected_user}`)
}
