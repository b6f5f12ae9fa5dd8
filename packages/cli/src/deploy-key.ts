import type { Client, DeployKey, Listing, ProjectDeployKey } from '@pail/client'
import { Command } from 'commander'
import { Misused } from './failure.ts'
import { FILE, keyIn } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { repositoryIn, sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

type AnyKey = DeployKey | ProjectDeployKey

const columns: Column<AnyKey>[] = [
  ['id', key => key.id],
  ['label', key => key.label || key.comment],
  ['kind', key => key.key?.split(' ')[0]],
  ['added', key => day(key.added_on)],
  ['last used', key => day(key.last_used)],
]

const ON = 'workspace/repository, or a workspace with --project'

interface Within {
  project?: string
}

/** `pail deploy-key`: keys that read a repository, or all of a project, for machines. */
export function deployKeyCommand(): Command {
  const key = new Command('deploy-key').description('keys that may read a repository or project over SSH')
  key
    .command('add')
    .argument('<on>', ON)
    .argument('<file>', FILE)
    .description('let a key read')
    .option('--label <label>', 'what you call it')
    .option('--project <key>', 'all of this project in the workspace')
    .action(add)
  limited(key.command('list').argument('<on>', ON).description('list the keys'))
    .option('--project <key>', 'of this project in the workspace')
    .action(list)
  key
    .command('remove')
    .argument('<on>', ON)
    .argument('<id>', 'as the list tells it')
    .description('let a key read no more')
    .option('--project <key>', 'of this project in the workspace')
    .action(remove)
  return key
}

async function add(on: string, file: string, { project, label }: Within & { label?: string }, me: Command) {
  const key = keyIn(file)
  const { client, json } = sessionOf(me)
  showOne(await keysOf(client, on, project).create({ key, label }), columns, json)
}

async function list(on: string, { project, ...most }: Most & Within, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(keysOf(client, on, project).list(), most), columns, json)
}

async function remove(on: string, id: string, { project }: Within, me: Command) {
  const { client, json } = sessionOf(me)
  await keysOf(client, on, project).remove(id)
  tell(`${id} is removed`, json, { removed: id })
}

/** The operations of what the words name: a repository, or a project in a workspace. */
function keysOf({ deployments, projects }: Client, on: string, project_key: string | undefined) {
  const isRepository = on.includes('/')
  if (isRepository !== (project_key === undefined)) throw new Misused(`name ${ON}`)
  if (project_key === undefined) return bound(deployments.deployKeys, repositoryIn(on))
  return bound(projects.deployKeys, { workspace: on, project_key })
}

interface NewKey {
  key: string
  label: string | undefined
}

interface Methods<At> {
  list(at: At & { pagelen: number }): Listing<AnyKey>
  create(at: At, body: NewKey): Promise<AnyKey>
  delete(at: At & { key_id: string }): Promise<unknown>
}

const bound = <At extends object>(methods: Methods<At>, at: At) => ({
  list: () => methods.list({ ...at, pagelen: 100 }),
  create: (body: NewKey) => methods.create(at, body),
  remove: (key_id: string) => methods.delete({ ...at, key_id }),
})
