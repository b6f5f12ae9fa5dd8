import type { GPGAccountKey } from '@pail/client'
import { Command } from 'commander'
import { holderOf, keyIn } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<GPGAccountKey>[] = [
  ['fingerprint', key => key.fingerprint],
  ['name', key => key.name],
  ['created', key => day(key.created_on)],
  ['expires', key => day(key.expires_on)],
  ['added', key => day(key.added_on)],
]

interface Whose {
  user?: string
}

/** `pail gpg-key`: the keys with which an account signs commits. */
export function gpgKeyCommand(): Command {
  const key = new Command('gpg-key').description('GPG keys of accounts, which sign commits')
  key
    .command('add')
    .argument('<file>', 'as gpg --armor --export writes it; - reads what is piped in')
    .description('let a key vouch for commits of an account')
    .option('--name <name>', 'what you call it')
    .option('--user <username>', 'for somebody else')
    .action(add)
  limited(key.command('list').description('list the keys')).option('--user <username>', 'of somebody else').action(list)
  key
    .command('remove')
    .argument('<fingerprint>', 'as the list tells it')
    .description('let a key vouch for nothing any more')
    .option('--user <username>', 'of somebody else')
    .action(remove)
  return key
}

async function add(file: string, { user, name }: Whose & { name?: string }, me: Command) {
  const key = keyIn(file)
  const { client, json } = sessionOf(me)
  showOne(await client.gpg.keys.create(await holderOf(client, user), { key, name }), columns, json)
}

async function list({ user, ...most }: Most & Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const found = client.gpg.keys.list({ ...(await holderOf(client, user)), pagelen: 100 })
  showAll(await taken(found, most), columns, json)
}

async function remove(fingerprint: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  await client.gpg.keys.delete({ ...(await holderOf(client, user)), fingerprint })
  tell(`${fingerprint} is removed`, json, { removed: fingerprint })
}
