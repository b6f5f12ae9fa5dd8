import type { Person } from '@pail/client'
import { Command } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { askSecretly } from './secret.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'
import { emailCommand } from './user-email.ts'
import { profileCommands } from './user-profile.ts'
import { secondFactorCommand } from './user-second-factor.ts'

const columns: Column<Person>[] = [
  ['username', user => user.username],
  ['name', user => user.display_name],
  ['email', user => user.email],
  ['status', user => user.status],
  ['admin', user => user.is_admin],
  ['created', user => day(user.created_on)],
]

/** `pail user`: the accounts of the installation. */
export function userCommand(): Command {
  const user = new Command('user').description('accounts: your own, and for administrators all of them')
  user
    .command('create <username> <email>')
    .description('make an account')
    .option('--name <name>', 'display name')
    .option('--admin', 'may do everything on this installation')
    .action(create)
  limited(user.command('list').description('list the accounts')).action(list)
  user.command('show <username>').description('show one account').action(show)
  user.command('suspend <username>').description('keep somebody out, for a while').action(turn('suspended'))
  user.command('activate <username>').description('let somebody in again').action(turn('active'))
  user
    .command('password [username]')
    .description('set the password with which somebody signs in with a browser; it is asked for, or read from a pipe')
    .option('--current', 'ask for the present one too, as a token without every scope needs it')
    .action(setPassword)
  profileCommands(user, show)
  user.addCommand(emailCommand())
  user.addCommand(secondFactorCommand())
  return user
}

async function create(username: string, email: string, { name, admin }: { name?: string; admin?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.users.create({}, { username, email, display_name: name, is_admin: admin }), columns, json)
}

async function list(most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(client.users.list({ pagelen: 100, sort: 'username' }), most), columns, json)
}

async function show(username: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.users.person.get({ selected_user: username }), columns, json)
}

const turn = (status: 'active' | 'suspended') => async (username: string, _: object, me: Command) => {
  const { client, json } = sessionOf(me)
  showOne(await client.users.update({ selected_user: username }, { status }), columns, json)
}

async function setPassword(username: string | undefined, { current }: { current?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  const { own, user } = client.users.password
  const current_password = current ? await askSecretly('Present password: ') : undefined
  const body = { password: await askSecretly('New password: '), current_password }
  if (username === undefined) await own.set({}, body)
  else await user.set({ selected_user: username }, body)
  tell('The password is set, and all sessions have ended', json, { username })
}
