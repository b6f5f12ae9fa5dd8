import type { Consumer } from '@pail/client'
import { Command } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Consumer>[] = [
  ['key', consumer => consumer.key],
  ['name', consumer => consumer.name],
  ['private', consumer => consumer.is_private],
  ['callback', consumer => consumer.callback_url],
  ['scopes', consumer => consumer.scopes?.join(' ')],
  ['created', consumer => day(consumer.created_on)],
]

const withSecret: Column<Consumer>[] = [...columns, ['secret', consumer => `${consumer.secret}   (shown only now)`]]

/** `pail consumer`: programs that a workspace lets ask for access by OAuth 2. */
export function consumerCommand(): Command {
  const consumer = new Command('consumer').alias('consumers').description('OAuth consumers of a workspace')
  described(consumer.command('create <workspace> <name>').description('make a consumer; its secret is shown once'))
    .requiredOption('--scope <scope...>', 'the most it may ask for')
    .action(create)
  limited(consumer.command('list <workspace>').description('list the consumers, without their secrets')).action(list)
  consumer.command('show <workspace> <key>').description('show one consumer').action(show)
  described(consumer.command('update <workspace> <key>').description('change a consumer'))
    .option('--name <name>', 'what people know it by')
    .option('--scope <scope...>', 'the most it may ask for')
    .action(update)
  consumer
    .command('renew <workspace> <key>')
    .description('give it a new secret, shown once; the old one is refused at once')
    .action(renew)
  consumer.command('delete <workspace> <key>').description('remove it and revoke all that it was given').action(remove)
  return consumer
}

const described = (command: Command): Command =>
  command
    .option('--callback <url>', 'where browsers are sent with the answer')
    .option('--about <text>', 'what it is for')
    .option('--home <url>', 'where people read about it')
    .option('--public', 'cannot keep a secret: never acts for the workspace')

interface Wish {
  name?: string
  scope?: string[]
  callback?: string
  about?: string
  home?: string
  public?: true
}

const bodyOf = ({ callback, about, home, public: isPublic }: Wish) => ({
  ...(callback !== undefined && { callback_url: callback }),
  ...(about !== undefined && { description: about }),
  ...(home !== undefined && { url: home }),
  ...(isPublic && { is_private: false }),
})

async function create(workspace: string, name: string, wish: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { ...bodyOf(wish), name, scopes: wish.scope ?? [] }
  showOne(await client.workspaces.consumers.create({ workspace }, body), withSecret, json)
}

async function list(workspace: string, most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(client.workspaces.consumers.list({ workspace, pagelen: 100 }), most), columns, json)
}

async function show(workspace: string, consumer_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.consumers.get({ workspace, consumer_key }), columns, json)
}

async function update(workspace: string, consumer_key: string, wish: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { ...bodyOf(wish), name: wish.name, scopes: wish.scope }
  showOne(await client.workspaces.consumers.update({ workspace, consumer_key }, body), columns, json)
}

async function renew(workspace: string, consumer_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.consumers.secret.renew({ workspace, consumer_key }), withSecret, json)
}

async function remove(workspace: string, consumer_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  await client.workspaces.consumers.delete({ workspace, consumer_key })
  tell(`${consumer_key} is removed`, json, { removed: consumer_key })
}
