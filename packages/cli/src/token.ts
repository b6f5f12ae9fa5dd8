import type { Token } from '@pail/client'
import { Command, Option } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Token>[] = [
  ['uuid', token => token.uuid],
  ['name', token => token.name],
  ['kind', token => token.kind],
  ['scopes', token => token.scopes?.join(' ')],
  ['created', token => day(token.created_on)],
  ['expires', token => day(token.expires_on)],
  ['last used', token => day(token.last_used_on)],
]

const withSecret: Column<Token>[] = [...columns, ['secret', token => `${token.secret}   (shown only now)`]]

interface Whose {
  user?: string
}

/** `pail token`: credentials of one's own, and for administrators those of others. */
export function tokenCommand(): Command {
  const token = new Command('token').description('API tokens and app passwords; also at /account/settings/api-tokens/')
  token
    .command('create <name>')
    .description('make a token; its secret is shown once')
    .option('--scope <scope...>', 'what it may be used for', ['*'])
    .option('--expires <date>', 'such as 2027-01-31; API tokens end within a year in any case')
    .addOption(new Option('--kind <kind>', 'what it is').choices(['api_token', 'app_password']).default('api_token'))
    .option('--user <username>', 'for somebody else')
    .action(create)
  limited(token.command('list').description('list the tokens, without their secrets'))
    .option('--user <username>', 'of somebody else')
    .action(list)
  token
    .command('revoke <uuid>')
    .description('make a token useless')
    .option('--user <username>', 'of somebody else')
    .action(revoke)
  return token
}

interface Wish extends Whose {
  scope: string[]
  kind: 'api_token' | 'app_password'
  expires?: string
}

async function create(name: string, { scope: scopes, kind, user, expires }: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const { own, user: others } = client.users.tokens
  const body = { name, scopes, kind, expires_on: expires }
  const made = user === undefined ? await own.create({}, body) : await others.create({ selected_user: user }, body)
  showOne(made, withSecret, json)
}

async function list({ user, ...most }: Most & Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const { own, user: others } = client.users.tokens
  const found = user === undefined ? own.list({ pagelen: 100 }) : others.list({ selected_user: user, pagelen: 100 })
  showAll(await taken(found, most), columns, json)
}

async function revoke(token_uuid: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const { own, user: others } = client.users.tokens
  if (user === undefined) await own.revoke({ token_uuid })
  else await others.revoke({ selected_user: user, token_uuid })
  tell(`${token_uuid} is revoked`, json, { revoked: token_uuid })
}
