import type { Application } from '@pail/client'
import { Command } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, tell } from './show.ts'

const columns: Column<Application>[] = [
  ['key', application => application.key],
  ['name', application => application.name],
  ['scopes', application => application.scopes?.join(' ')],
  ['allowed', application => day(application.allowed_on)],
]

/** `pail application`: what one has let act in one's name. */
export function applicationCommand(): Command {
  const application = new Command('application').description('applications that you have let in by OAuth 2')
  limited(application.command('list').description('list them')).action(list)
  application.command('revoke <key>').description('take back what one was let do').action(revoke)
  return application
}

async function list(most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(client.oauth.applications.list({ pagelen: 100 }), most), columns, json)
}

async function revoke(consumer_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  await client.oauth.applications.revoke({ consumer_key })
  tell(`${consumer_key} is refused from now on`, json, { revoked: consumer_key })
}
