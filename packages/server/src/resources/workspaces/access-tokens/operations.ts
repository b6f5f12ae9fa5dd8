import type { Config } from '../../../config.ts'
import { created } from '../../../kernel/answer.ts'
import { addressOf, links } from '../../../kernel/links.ts'
import { type Operation, operation } from '../../../kernel/operation.ts'
import { byPerson, type Target, uuidIn } from '../../../kernel/target.ts'
import type { Holder, Level } from './access-token.ts'
import { issueAccessToken } from './make.ts'
import { retire } from './retire.ts'
import * as store from './store.ts'
import { accessTokenInput, accessTokenView } from './view.ts'

/** Where the tokens of one kind of thing are found, and what it takes to look after them. */
interface Placed<At extends string> {
  level: Level
  /** `repositories` and the like. */
  group: string
  at: At
  on: Target<Holder>
  scopes: readonly string[]
}

/** The operations on access tokens, the same for every kind of thing that has any; a token looks after none. */
export function accessTokenOperations<const At extends string>(placed: Placed<At>): Operation[] {
  const { level, group, at, scopes: scope } = placed
  const on = byPerson(placed.on)
  const id = (verb: string) => `${group}.accessTokens.${verb}`
  const all = `${at}/access-tokens`
  const one = `${all}/{token_uuid}` as const
  return [
    operation({
      id: id('list'),
      route: `GET ${all}`,
      summary: `List the access tokens of a ${level}, without their secrets`,
      scope,
      on,
      shows: accessTokenView.list,
      handle: ({ db, on, page }) => store.list(db, level, on, page),
    }),
    operation({
      id: id('create'),
      route: `POST ${all}`,
      summary: `Make an access token of a ${level}; the answer is the only place that ever shows its secret`,
      scope,
      on,
      body: accessTokenInput,
      shows: accessTokenView,
      handle: async ({ db, on, user: giver, body, forge, site, params }) => {
        const token = await issueAccessToken(db, { level, on, giver, host: hostOf(forge.config) }, body)
        const holder = addressOf(site, { path: at }, params as Record<string, string>)
        return created(token, links.accessToken(holder, token.uuid))
      },
    }),
    operation({
      id: id('get'),
      route: `GET ${one}`,
      summary: `Show an access token of a ${level}, without its secret`,
      scope,
      on,
      shows: accessTokenView,
      handle: ({ db, on, params }) => store.find(db, level, on, named(params)),
    }),
    operation({
      id: id('revoke'),
      route: `DELETE ${one}`,
      summary: `Revoke an access token of a ${level}; the next request with it is refused`,
      scope,
      on,
      handle: async ({ db, on, params }) => retire(db, (await store.find(db, level, on, named(params))).user),
    }),
  ]
}

const named = (params: object): string => uuidIn((params as { token_uuid: string }).token_uuid) ?? ''

const hostOf = ({ publicUrl }: Config): string => (publicUrl ? new URL(publicUrl).hostname : 'localhost')
