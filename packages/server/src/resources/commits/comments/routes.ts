import { neededFor } from '../../../auth/permissions.ts'
import { created } from '../../../kernel/answer.ts'
import { now } from '../../../kernel/clock.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import type { Target } from '../../../kernel/target.ts'
import type { Reached } from '../../repositories/reach.ts'
import { fullName } from '../../repositories/repository.ts'
import { reach, repository } from '../../repositories/target.ts'
import { findName } from '../revision.ts'
import { commentFields } from './fields.ts'
import { makeComment, removeComment } from './make.ts'
import { changed } from './said.ts'
import * as store from './store.ts'
import { commentChange, commentInput, commentView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments'
const one = `${all}/{comment_id}` as const
// Quirk: to write comments it is enough to be able to read.
const scope = ['repository', 'read:repository:bitbucket']

/** With what the caller may do there, as administrators may take away what others said. */
const reached: Target<Reached> = { grade: 'read', load: ask => reach(ask, 'read') }

export const routes = [
  operation({
    id: 'commits.comments.list',
    route: `GET ${all}`,
    summary: 'List the comments on a commit and on the lines it changes',
    scope,
    on: repository('read'),
    shows: commentView.list,
    filter: commentFields,
    handle: async ({ db, forge, on, params, filter, page, signal }) =>
      store.list(db, await findName(forge, on, params.commit, signal), filter, page),
  }),
  operation({
    id: 'commits.comments.create',
    route: `POST ${all}`,
    summary: 'Comment on a commit or on a line of it, or answer a comment',
    scope,
    on: repository('read'),
    body: commentInput,
    shows: commentView,
    atomic: false,
    handle: async ({ forge, site, on, params, user, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      const made = await forge.database.transact(tx => makeComment(tx, commit, user, body))
      return created(made, links.commitComment(site, fullName(on), commit.hash, made.id))
    },
  }),
  operation({
    id: 'commits.comments.get',
    route: `GET ${one}`,
    summary: 'Show a comment on a commit',
    scope,
    on: repository('read'),
    shows: commentView,
    handle: async ({ db, forge, on, params, signal }) =>
      store.find(db, await findName(forge, on, params.commit, signal), params.comment_id),
  }),
  // Quirk: 201 for what was there before.
  operation({
    id: 'commits.comments.update',
    route: `PUT ${one}`,
    summary: 'Change what a comment on a commit says',
    scope,
    on: repository('read'),
    body: commentChange,
    shows: commentView,
    status: 201,
    atomic: false,
    handle: async ({ forge, site, on, params, user, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      const saved = await forge.database.transact(async tx => {
        const comment = await store.find(tx, commit, params.comment_id)
        return store.save(tx, changed(comment, body.content.raw, { actor: user.uuid, at: now() }))
      })
      return created(saved, links.commitComment(site, fullName(on), commit.hash, saved.id))
    },
  }),
  operation({
    id: 'commits.comments.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a comment on a commit; one with answers stays without its text',
    scope,
    on: reached,
    atomic: false,
    handle: async ({ forge, on, params, user, signal }) => {
      const commit = await findName(forge, on.repository, params.commit, signal)
      await forge.database.transact(async tx => {
        const comment = await store.find(tx, commit, params.comment_id)
        await removeComment(tx, comment, user, on.rank >= neededFor('admin'))
      })
    },
  }),
]
