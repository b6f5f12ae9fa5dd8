import { operation } from '../../kernel/operation.ts'
import { holdingProject, holdingRepository } from '../repositories/holder.ts'
import { repository } from '../repositories/target.ts'
import { userView } from '../users/view.ts'
import { addReviewer, findReviewer, removeReviewer } from './change.ts'
import { listEffective } from './effective.ts'
import * as store from './store.ts'
import { reviewingProject, reviewingRepository } from './target.ts'
import { defaultReviewerView } from './view.ts'

const at = '/2.0/repositories/{workspace}/{repo_slug}'
const one = `${at}/default-reviewers/{target_username}` as const
const reading = ['pullrequest', 'read:pullrequest:bitbucket']
const administering = ['repository:admin', 'admin:repository:bitbucket']

const inProject = '/2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers'
const oneInProject = `${inProject}/{selected_user}` as const
const readingProject = ['project:admin', 'read:pullrequest:bitbucket']
const administeringProject = ['project:admin', 'admin:project:bitbucket']

const ofRepository = [
  operation({
    id: 'pullrequests.defaultReviewers.list',
    route: `GET ${at}/default-reviewers`,
    summary: 'List the default reviewers that a repository itself names',
    scope: reading,
    on: holdingRepository('read'),
    shows: userView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'pullrequests.effectiveDefaultReviewers.list',
    route: `GET ${at}/effective-default-reviewers`,
    summary: 'List who is asked to review every new pull request of a repository, also those of its project',
    scope: reading,
    on: repository('read'),
    shows: defaultReviewerView.list,
    handle: ({ db, on, page }) => listEffective(db, on, page),
  }),
  operation({
    id: 'pullrequests.defaultReviewers.get',
    route: `GET ${one}`,
    summary: 'Show a default reviewer of a repository, if this is one',
    scope: reading,
    on: reviewingRepository('read'),
    shows: userView,
    handle: ({ db, on }) => findReviewer(db, on),
  }),
  operation({
    id: 'pullrequests.defaultReviewers.add',
    route: `PUT ${one}`,
    summary: 'Ask somebody to review every new pull request of a repository',
    scope: administering,
    on: reviewingRepository('admin'),
    shows: userView,
    handle: ({ db, on }) => addReviewer(db, on),
  }),
  operation({
    id: 'pullrequests.defaultReviewers.delete',
    route: `DELETE ${one}`,
    summary: 'No longer ask somebody to review every new pull request of a repository',
    scope: administering,
    on: reviewingRepository('admin'),
    handle: ({ db, on }) => removeReviewer(db, on),
  }),
]

const ofProject = [
  operation({
    id: 'projects.defaultReviewers.list',
    route: `GET ${inProject}`,
    summary: 'List the default reviewers of all repositories of a project',
    scope: readingProject,
    on: holdingProject('admin'),
    shows: defaultReviewerView.list,
    handle: ({ db, on, page }) => store.listNamed(db, on, page),
  }),
  operation({
    id: 'projects.defaultReviewers.get',
    route: `GET ${oneInProject}`,
    summary: 'Show a default reviewer of a project, if this is one',
    scope: readingProject,
    on: reviewingProject('admin'),
    shows: userView,
    handle: ({ db, on }) => findReviewer(db, on),
  }),
  operation({
    id: 'projects.defaultReviewers.add',
    route: `PUT ${oneInProject}`,
    summary: 'Ask somebody to review every new pull request of a project',
    scope: administeringProject,
    on: reviewingProject('admin'),
    shows: userView,
    handle: ({ db, on }) => addReviewer(db, on),
  }),
  operation({
    id: 'projects.defaultReviewers.delete',
    route: `DELETE ${oneInProject}`,
    summary: 'No longer ask somebody to review every new pull request of a project',
    scope: administeringProject,
    on: reviewingProject('admin'),
    handle: ({ db, on }) => removeReviewer(db, on),
  }),
]

export const routes = [...ofRepository, ...ofProject]
