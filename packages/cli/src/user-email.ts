import type { Email } from '@pail/client'
import { Command } from 'commander'
import { holderOf } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { askSecretly } from './secret.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Email>[] = [
  ['email', email => email.email],
  ['primary', email => email.is_primary],
  ['confirmed', email => email.is_confirmed],
]

interface Whose {
  user?: string
}

/** `pail user email`: the addresses of an account. */
export function emailCommand(): Command {
  const email = new Command('email').description('e-mail addresses')
  const theirs = (command: Command) => command.option('--user <username>', 'of somebody else')
  theirs(limited(email.command('list').description('list the addresses'))).action(list)
  theirs(email.command('add <email>').description('add an address, which does nothing until it is confirmed'))
    .option('--confirmed', 'vouch for it (for administrators)')
    .action(add)
  email
    .command('code <username> <email>')
    .description('issue the code that confirms an address, to hand it to its owner (for administrators)')
    .action(code)
  theirs(email.command('confirm').description('confirm an address; the code is asked for, or read from a pipe')).action(
    confirm,
  )
  theirs(email.command('primary <email>').description('make a confirmed address the primary one')).action(primary)
  theirs(email.command('remove <email>').description('remove an address other than the primary one')).action(remove)
  return email
}

async function list({ user, ...most }: Most & Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const found = client.users.emails.user.list({ ...(await holderOf(client, user)), pagelen: 100 })
  showAll(await taken(found, most), columns, json)
}

async function add(email: string, { user, confirmed }: Whose & { confirmed?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { email, is_confirmed: confirmed }
  showOne(await client.users.emails.user.create(await holderOf(client, user), body), columns, json)
}

async function code(username: string, email: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  const issued = await client.users.emails.user.issueCode({ selected_user: username, email })
  const shown: Column<typeof issued>[] = [
    ['email', one => one.email],
    ['code', one => `${one.code}   (shown only now)`],
    ['link', one => one.link],
    ['expires', one => day(one.expires_on)],
  ]
  showOne(issued, shown, json)
}

async function confirm({ user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { code: await askSecretly('Code: ') }
  showOne(await client.users.emails.user.confirm(await holderOf(client, user), body), columns, json)
}

async function primary(email: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  const at = { ...(await holderOf(client, user)), email }
  showOne(await client.users.emails.user.update(at, { is_primary: true }), columns, json)
}

async function remove(email: string, { user }: Whose, me: Command) {
  const { client, json } = sessionOf(me)
  await client.users.emails.user.delete({ ...(await holderOf(client, user)), email })
  tell(`${email} is removed`, json, { removed: email })
}
