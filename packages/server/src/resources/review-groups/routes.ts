import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { changeReviewGroup, makeReviewGroup } from './make.ts'
import * as store from './store.ts'
import { reviewGroupChange, reviewGroupInput, reviewGroupView } from './view.ts'

const all = '/pail/1/repositories/{workspace}/{repo_slug}/review-groups'
const one = `${all}/{review_group}` as const
const reading = ['repository:admin', 'admin:repository:bitbucket']

export const routes = [
  operation({
    id: 'repositories.reviewGroups.list',
    route: `GET ${all}`,
    summary: 'List the review groups of a repository, by name',
    scope: reading,
    on: repository('admin'),
    shows: reviewGroupView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'repositories.reviewGroups.create',
    route: `POST ${all}`,
    summary: 'Make a group of people of whom some have to approve what is merged',
    scope: reading,
    on: repository('admin'),
    body: reviewGroupInput,
    shows: reviewGroupView,
    handle: async ({ db, site, on, body }) => {
      const made = await makeReviewGroup(db, on, body)
      return created(made, links.reviewGroup(site, fullName(on), made.uuid))
    },
  }),
  operation({
    id: 'repositories.reviewGroups.get',
    route: `GET ${one}`,
    summary: 'Show a review group',
    scope: reading,
    on: repository('admin'),
    shows: reviewGroupView,
    handle: ({ db, on, params }) => store.find(db, on, params.review_group),
  }),
  operation({
    id: 'repositories.reviewGroups.update',
    route: `PUT ${one}`,
    summary: 'Rename a review group, or name other members',
    scope: reading,
    on: repository('admin'),
    body: reviewGroupChange,
    shows: reviewGroupView,
    handle: async ({ db, on, params, body }) =>
      changeReviewGroup(db, await store.find(db, on, params.review_group), body),
  }),
  operation({
    id: 'repositories.reviewGroups.delete',
    route: `DELETE ${one}`,
    summary: 'Remove a review group',
    scope: reading,
    on: repository('admin'),
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.review_group)),
  }),
]
