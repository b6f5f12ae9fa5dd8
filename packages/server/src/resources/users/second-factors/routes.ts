import type { Page, PageRequest } from '@pail/db'
import { Forbidden } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { operation } from '../../../kernel/operation.ts'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import { byPerson, oneself } from '../../../kernel/target.ts'
import { administered, ownUser } from '../target.ts'
import type { SecondFactor } from './second-factor.ts'
import * as store from './store.ts'
import { secondFactorView } from './view.ts'

const own = '/pail/1/user/second-factors'
const theirs = '/pail/1/users/{selected_user}/second-factors'
const reading = ['account', 'read:user:bitbucket']
const writing = ['account:write', 'write:user:bitbucket']

/** Second factors are enrolled on pages only: it takes a browser. */
export const routes = [
  operation({
    id: 'users.secondFactors.own.list',
    route: `GET ${own}`,
    summary: "List the caller's second factors of signing in with a browser",
    scope: reading,
    on: oneself,
    shows: secondFactorView.list,
    handle: ({ db, user, page }) => pageOf(db, user, page),
  }),
  operation({
    id: 'users.secondFactors.own.remove',
    route: `DELETE ${own}/{second_factor}`,
    summary: 'Remove a second factor of the caller, with a credential that has every scope',
    scope: writing,
    on: oneself,
    handle: async ({ db, user, params }) => {
      demandEveryScope(user)
      await store.remove(db, user, await store.find(db, user, params.second_factor))
    },
  }),
  operation({
    id: 'users.secondFactors.user.list',
    route: `GET ${theirs}`,
    summary: 'List the second factors of an account, as its owner or an administrator',
    scope: reading,
    on: byPerson(ownUser),
    shows: secondFactorView.list,
    handle: ({ db, on, page }) => pageOf(db, on, page),
  }),
  operation({
    id: 'users.secondFactors.user.removeAll',
    route: `DELETE ${theirs}`,
    summary: 'Remove all second factors and recovery codes of somebody who has lost them, as an administrator',
    scope: writing,
    on: administered,
    handle: ({ db, user, on }) => {
      demandEveryScope(user)
      return store.removeAll(db, on)
    },
  }),
]

/** As with first passwords: a narrow token that was lost takes no protection off an account. */
function demandEveryScope({ credential }: Known): void {
  if (!credential.granted.has(EVERY_SCOPE))
    throw new Forbidden('Forbidden', { detail: 'Only a credential with every scope removes second factors.' })
}

async function pageOf(db: Db, owner: { uuid: string }, page: PageRequest): Promise<Page<SecondFactor>> {
  const values = await store.list(db, owner)
  return {
    ...page,
    values: values.slice((page.page - 1) * page.pagelen, page.page * page.pagelen),
    size: values.length,
  }
}
