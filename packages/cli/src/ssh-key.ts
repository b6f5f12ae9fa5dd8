import type { SshAccountKey } from '@pail/client'
import { Command } from 'commander'
import { FILE, holderOf, keyIn } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<SshAccountKey>[] = [
  ['uuid', key => key.uuid],
  ['label', key => key.label || key.comment],
  ['kind', key => key.key?.split(' ')[0]],
  ['fingerprint', key => `SHA256:${key.fingerprint}`],
  ['created', key => day(key.created_on)],
  ['expires', key => day(key.expires_on)],
  ['last used', key => day(key.last_used)],
]

interface Whose {
  user?: string
}

/** `pail ssh-key`: the keys by which an account is known over SSH. */
export function sshKeyCommand(): Command {
  const key = new Command('ssh-key').description('SSH keys of accounts')
  key
    .command('add')
    .argument('<file>', FILE)
    .description('let a key in, in the name of an account')
    .option('--label <label>', 'what you call it')
    .option('--expires <date>', 'such as 2027-01-31; never, unless given')
    .option('--user <username>', 'for somebody else')
    .action(add)
  limited(key.command('list').description('list the keys')).option('--user <username>', 'of somebody else').action(list)
  key
    .command('label')
    .argument('<uuid>', 'as the list tells it')
    .argument('<label>')
    .description('call a key something else')
    .option('--user <username>', 'of somebody else')
    .action(label)
  key
    .command('remove')
    .argument('<uuid>', 'as the list tells it')
    .description('let a key in no more')
    .option('--user <username>', 'of somebody else')
    .action(remove)
  return key
}

interface Wish extends Whose {
  label?: string
  expires?: string
}

async function add(file: string, { user, label, expires }: Wish, me: Command) {
  const key = keyIn(file)
  const { client, json } = sessionOf(me)
  const made = await client.ssh.keys.create(await holderOf(client, user), { key, label, expires_on: expires })
  showOne(made, columns, json)
}

async function list({ user, ...most }: Most & Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const found = client.ssh.keys.list({ ...(await holderOf(client, user)), pagelen: 100 })
  showAll(await taken(found, most), columns, json)
}

async function label(key_id: string, text: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const at = { ...(await holderOf(client, user)), key_id }
  showOne(await client.ssh.keys.update(at, { label: text }), columns, json)
}

async function remove(key_id: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  await client.ssh.keys.delete({ ...(await holderOf(client, user)), key_id })
  tell(`${key_id} is removed`, json, { removed: key_id })
}
