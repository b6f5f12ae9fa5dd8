import type { SecondFactor } from '@pail/client'
import { Command } from 'commander'
import { holderOf } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, tell } from './show.ts'

const columns: Column<SecondFactor>[] = [
  ['kind', factor => factor.kind],
  ['name', factor => factor.name],
  ['created', factor => day(factor.created_on)],
  ['last used', factor => day(factor.last_used_on)],
]

/** `pail user second-factor`: what signing in with a browser takes besides the password. */
export function secondFactorCommand(): Command {
  const factor = new Command('second-factor').description('second factors of signing in with a browser')
  limited(factor.command('list').description('list them')).option('--user <username>', 'of somebody else').action(list)
  factor
    .command('remove <username>')
    .description('remove all of somebody who has lost them, recovery codes too (for administrators)')
    .action(remove)
  return factor
}

async function list({ user, ...most }: Most & { user?: string }, me: Command) {
  const { client, json } = sessionOf(me)
  const found = client.users.secondFactors.user.list({ ...(await holderOf(client, user)), pagelen: 100 })
  showAll(await taken(found, most), columns, json)
}

async function remove(username: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  await client.users.secondFactors.user.removeAll({ selected_user: username })
  tell(`${username} signs in with the password alone now`, json, { username })
}
