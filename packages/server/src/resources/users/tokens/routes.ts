import type { Known } from '../../../kernel/actor.ts'
import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { oneself, type Target, uuidIn } from '../../../kernel/target.ts'
import { ownUser } from '../target.ts'
import type { User } from '../user.ts'
import { issueFor } from './make.ts'
import * as store from './store.ts'
import { tokenInput, tokenView } from './view.ts'

const reading = ['account', 'read:user:bitbucket']
const writing = ['account:write', 'write:user:bitbucket']

/** One's own tokens, and for administrators those of any account. */
export const routes = [
  ...tokensOf('own', '/pail/1/user/tokens', oneself),
  ...tokensOf('user', '/pail/1/users/{selected_user}/tokens', ownUser),
]

function tokensOf<const At extends string>(whose: string, at: At, on: Target<Known | User>) {
  const id = (verb: string) => `users.tokens.${whose}.${verb}`
  const one = `${at}/{token_uuid}` as const
  return [
    operation({
      id: id('list'),
      route: `GET ${at}`,
      summary: `List the tokens of ${whose === 'own' ? 'the caller' : 'an account'}, without their secrets`,
      scope: reading,
      on,
      shows: tokenView.list,
      handle: ({ db, on, page }) => store.list(db, on, page),
    }),
    operation({
      id: id('create'),
      route: `POST ${at}`,
      summary: 'Make a token; the answer is the only place that ever shows its secret',
      scope: writing,
      on,
      body: tokenInput,
      shows: tokenView,
      handle: async ({ db, on, user, body, site, params }) => {
        const token = await issueFor(db, { owner: on, giver: user }, body)
        return created(token, links.token(site, (params as { selected_user?: string }).selected_user, token.uuid))
      },
    }),
    operation({
      id: id('get'),
      route: `GET ${one}`,
      summary: 'Show a token, without its secret',
      scope: reading,
      on,
      shows: tokenView,
      handle: ({ db, on, params }) => store.find(db, on, named(params)),
    }),
    operation({
      id: id('revoke'),
      route: `DELETE ${one}`,
      summary: 'Revoke a token; the next request with it is refused',
      scope: writing,
      on,
      handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, named(params))),
    }),
  ]
}

const named = (params: object): string => uuidIn((params as { token_uuid: string }).token_uuid) ?? ''
