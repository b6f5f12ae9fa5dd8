import type { Workspace, WorkspacePermission } from '@pail/client'
import { Command, Option } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Workspace>[] = [
  ['slug', workspace => workspace.slug],
  ['name', workspace => workspace.name],
  ['private', workspace => workspace.is_private],
  ['created', workspace => day(workspace.created_on)],
]

const memberColumns: Column<WorkspacePermission>[] = [
  ['username', member => member.user?.nickname],
  ['name', member => member.user?.display_name],
  ['permission', member => member.permission],
  ['since', member => day(member.added_on)],
]

const PERMISSIONS = ['member', 'collaborator', 'create-project', 'owner'] as const
type Permission = (typeof PERMISSIONS)[number]

/** `pail workspace`: where repositories are, and who belongs there. */
export function workspaceCommand(): Command {
  const workspace = new Command('workspace').description('workspaces and their members')
  workspace
    .command('create <slug>')
    .description('make a workspace that you own')
    .option('--name <name>', 'display name')
    .option('--private', 'for members only')
    .action(create)
  limited(workspace.command('list').description('list the workspaces that you belong to')).action(list)
  workspace.command('show <slug>').description('show one workspace').action(show)
  workspace.addCommand(memberCommand())
  return workspace
}

function memberCommand(): Command {
  const member = new Command('member').description('people in a workspace')
  member
    .command('add <workspace> <username>')
    .description('let somebody in, or change what they may do')
    .addOption(new Option('--permission <permission>', 'how they belong to it').choices(PERMISSIONS).default('member'))
    .action(addMember)
  member.command('remove <workspace> <username>').description('take somebody out').action(removeMember)
  limited(member.command('list <workspace>').description('list the people')).action(listMembers)
  return member
}

async function create(slug: string, { name, private: is_private }: { name?: string; private?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.create({}, { slug, name, is_private }), columns, json)
}

async function list(most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  const fields = '+values.is_private,+values.created_on'
  showAll(await taken(client.workspaces.list({ pagelen: 100, fields }), most), columns, json)
}

async function show(slug: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.get({ workspace: slug }), columns, json)
}

async function addMember(workspace: string, member: string, { permission }: { permission: Permission }, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.workspaces.members.put({ workspace, member }, { permission }), memberColumns, json)
}

async function removeMember(workspace: string, member: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  await client.workspaces.members.delete({ workspace, member })
  tell(`${member} does not belong to ${workspace} any more`, json, { workspace, member })
}

async function listMembers(workspace: string, most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  showAll(await taken(client.workspaces.permissions.list({ workspace, pagelen: 100 }), most), memberColumns, json)
}
