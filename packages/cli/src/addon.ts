import type { Addon } from '@pail/client'
import { Command } from 'commander'
import { Misused } from './failure.ts'
import { textOf } from './key-file.ts'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Addon>[] = [
  ['key', addon => addon.key],
  ['name', addon => addon.name],
  ['client key', addon => addon.client_key],
  ['base', addon => addon.base_url],
  ['scopes', addon => addon.scopes?.join(' ')],
  ['installed', addon => day(addon.created_on)],
]

const withSecret: Column<Addon>[] = [
  ...columns,
  ['secret', addon => addon.shared_secret && `${addon.shared_secret}   (shown only now)`],
]

/** `pail addon`: Connect apps in a workspace. */
export function addonCommand(): Command {
  const addon = new Command('addon').alias('addons').description('Connect apps in a workspace')
  addon
    .command('install')
    .argument('<workspace>')
    .argument('<descriptor>', 'its address, or a file; - reads what is piped in')
    .description('install an app, which is told its secret; one that is not called has it shown here')
    .action(install)
  limited(addon.command('list <workspace>').description('list the apps')).action(list)
  addon.command('show <workspace> <key>').description('show one app').action(show)
  addon.command('uninstall <workspace> <key>').description('take an app out; it is told').action(uninstall)
  return addon
}

async function install(workspace: string, descriptor: string, _: object, me: Command) {
  const body = /^https?:\/\//.test(descriptor) ? { descriptor_url: descriptor } : { descriptor: parsed(descriptor) }
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.addons.install({ workspace }, body), withSecret, json)
}

function parsed(file: string): Record<string, unknown> {
  try {
    return JSON.parse(textOf(file))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Misused(`${file} is not JSON`)
    throw error
  }
}

async function list(workspace: string, most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(client.workspaces.addons.list({ workspace, pagelen: 100 }), most), columns, json)
}

async function show(workspace: string, addon_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.addons.get({ workspace, addon_key }), columns, json)
}

async function uninstall(workspace: string, addon_key: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  await client.workspaces.addons.uninstall({ workspace, addon_key })
  tell(`${addon_key} is uninstalled`, json, { uninstalled: addon_key })
}
