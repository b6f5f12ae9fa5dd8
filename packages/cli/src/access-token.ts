import type { AccessToken, Client } from '@pail/client'
import { Command } from 'commander'
import { Misused } from './failure.ts'
import { limited, type Most, taken } from './list.ts'
import { repositoryIn, sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<AccessToken>[] = [
  ['uuid', token => token.uuid],
  ['name', token => token.name],
  ['scopes', token => token.scopes?.join(' ')],
  ['created', token => day(token.created_on)],
  ['expires', token => day(token.expires_on)],
  ['last used', token => day(token.last_used_on)],
]

const withSecret: Column<AccessToken>[] = [...columns, ['secret', token => `${token.secret}   (shown only now)`]]

const ON = 'workspace, or workspace/repository'

interface Within {
  project?: string
}

/** `pail access-token`: credentials that belong to a repository, project or workspace, not to a person. */
export function accessTokenCommand(): Command {
  const token = new Command('access-token').description('access tokens of repositories, projects and workspaces')
  token
    .command('create')
    .argument('<on>', ON)
    .argument('<name>', 'which also signs what it writes')
    .description('make an access token; its secret is shown once')
    .requiredOption('--scope <scope...>', 'what it may be used for')
    .option('--expires <date>', 'such as 2027-01-31; never, unless given')
    .option('--project <key>', 'of this project in the workspace')
    .action(create)
  limited(token.command('list').argument('<on>', ON).description('list the access tokens, without their secrets'))
    .option('--project <key>', 'of this project in the workspace')
    .action(list)
  token
    .command('revoke')
    .argument('<on>', ON)
    .argument('<uuid>', 'as the list tells it')
    .description('make an access token useless')
    .option('--project <key>', 'of this project in the workspace')
    .action(revoke)
  return token
}

interface Wish extends Within {
  scope: string[]
  expires?: string
}

async function create(on: string, name: string, { project, scope: scopes, expires }: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const made = await held(client, on, project).create({ name, scopes, expires_on: expires })
  showOne(made, withSecret, json)
}

async function list(on: string, { project, ...most }: Most & Within, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(held(client, on, project).list(), most), columns, json)
}

async function revoke(on: string, token_uuid: string, { project }: Within, me: Command) {
  const { client, json } = sessionOf(me)
  await held(client, on, project).revoke(token_uuid)
  tell(`${token_uuid} is revoked`, json, { revoked: token_uuid })
}

type Body = Parameters<Client['workspaces']['accessTokens']['create']>[1]

/** The operations of what the words name: a workspace, a project in it, or a repository. */
function held({ workspaces, projects, repositories }: Client, on: string, project_key: string | undefined) {
  const isRepository = on.includes('/')
  if (isRepository && project_key !== undefined) throw new Misused('--project is said of a workspace')
  if (isRepository) return bound(repositories.accessTokens, repositoryIn(on))
  if (project_key === undefined) return bound(workspaces.accessTokens, { workspace: on })
  return bound(projects.accessTokens, { workspace: on, project_key })
}

interface Methods<At> {
  list(at: At & { pagelen: number }): ReturnType<Client['workspaces']['accessTokens']['list']>
  create(at: At, body: Body): Promise<AccessToken>
  revoke(at: At & { token_uuid: string }): Promise<unknown>
}

const bound = <At extends object>(methods: Methods<At>, at: At) => ({
  list: () => methods.list({ ...at, pagelen: 100 }),
  create: (body: Body) => methods.create(at, body),
  revoke: (token_uuid: string) => methods.revoke({ ...at, token_uuid }),
})
