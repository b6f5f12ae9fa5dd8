import { created } from '../../kernel/answer.ts'
import { type Operation, operation } from '../../kernel/operation.ts'
import type { Target } from '../../kernel/target.ts'
import type { Holder } from '../repositories/holder.ts'
import { addRestriction, changeRestriction } from './make.ts'
import * as store from './store.ts'
import { addressOf, newRestrictionInput, restrictionInput, restrictionQuery, restrictionView } from './view.ts'

/** Where restrictions are mounted: below a repository, or below a project. */
export interface Mount<On extends Holder> {
  group: string
  at: string
  on: Target<On>
  scope: readonly string[]
  level: On['kind']
}

/** The restrictions of a repository, or those that a project gives to its repositories. */
export const restrictionOperations = <On extends Holder>(mount: Mount<On>): Operation[] => [
  ...reading(mount),
  ...writing(mount),
]

function reading<On extends Holder>({ group, at, on, scope, level }: Mount<On>): Operation[] {
  const all = `${at}/branch-restrictions` as '/branch-restrictions'
  return [
    operation({
      id: `${group}.list`,
      route: `GET ${all}`,
      summary: `List the branch restrictions of a ${level}`,
      scope,
      on,
      query: restrictionQuery,
      shows: restrictionView.list,
      handle: ({ db, on, query, page }) => store.list(db, on, query, page),
    }),
    operation({
      id: `${group}.get`,
      route: `GET ${all}/{id}`,
      summary: `Show a branch restriction of a ${level}`,
      scope,
      on,
      shows: restrictionView,
      handle: ({ db, on, params }) => store.find(db, on, params.id),
    }),
  ]
}

function writing<On extends Holder>({ group, at, on, scope, level }: Mount<On>): Operation[] {
  const all = `${at}/branch-restrictions` as '/branch-restrictions'
  return [
    operation({
      id: `${group}.create`,
      route: `POST ${all}`,
      summary: `Restrict what happens to some branches of a ${level}`,
      scope,
      on,
      body: newRestrictionInput,
      shows: restrictionView,
      handle: async ({ db, on, body, site }) => {
        const made = await addRestriction(db, on, body)
        return created(made, addressOf(site, made))
      },
    }),
    operation({
      id: `${group}.update`,
      route: `PUT ${all}/{id}`,
      summary: `Change a branch restriction of a ${level}; what is left out stays`,
      scope,
      on,
      body: restrictionInput,
      shows: restrictionView,
      handle: async ({ db, on, params, body }) => changeRestriction(db, await store.find(db, on, params.id), body),
    }),
    operation({
      id: `${group}.delete`,
      route: `DELETE ${all}/{id}`,
      summary: `Remove a branch restriction of a ${level}`,
      scope,
      on,
      handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.id)),
    }),
  ]
}
