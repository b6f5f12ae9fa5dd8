import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { save as saveUser, seekAccount, toRow } from '../users/store.ts'
import type { User } from '../users/user.ts'
import { leaveEverything } from './members/leave.ts'
import { enter, join } from './store.ts'
import type { Workspace } from './workspace.ts'

/**
 * What acts for a workspace as a whole, where a private consumer asks for a token without anybody present. It owns the
 * workspace, belongs to no other, is in no list of people, and is made when it is first needed.
 */
export async function workspaceAccount(tx: Db, workspaceUuid: string): Promise<User | undefined> {
  const held = await tx
    .selectFrom('workspace_accounts')
    .where('workspace_uuid', '=', workspaceUuid)
    .select('user_uuid')
    .executeTakeFirst()
  if (held) return seekAccount(tx, held.user_uuid)
  const entered = await enter(tx, workspaceUuid, '')
  return entered && makeAccount(tx, entered.workspace)
}

async function makeAccount(tx: Db, workspace: Workspace): Promise<User> {
  const uuid = randomUUID()
  const user: User = {
    uuid,
    accountId: `712020:${randomUUID()}`,
    // Nobody calls it by this name, and nobody else may have it.
    username: `workspace:${workspace.uuid}`,
    nickname: workspace.name,
    displayName: workspace.name,
    isAdmin: false,
    status: 'active',
    location: null,
    avatar: null,
    createdOn: now(),
    kind: 'workspace',
  }
  await tx.insertInto('users').values(toRow(user)).execute()
  await tx.insertInto('workspace_accounts').values({ workspace_uuid: workspace.uuid, user_uuid: uuid }).execute()
  await join(tx, workspace, uuid, 'owner', user.createdOn)
  return user
}

/** Ends it with its workspace; what it made stays, and stays its own. */
export async function retireAccount(tx: Db, workspace: Workspace): Promise<void> {
  const held = await tx
    .deleteFrom('workspace_accounts')
    .where('workspace_uuid', '=', workspace.uuid)
    .returning('user_uuid')
    .executeTakeFirst()
  const user = held && (await seekAccount(tx, held.user_uuid))
  if (!user) return
  await leaveEverything(tx, user)
  await tx.deleteFrom('oauth_grants').where('user_uuid', '=', user.uuid).execute()
  await saveUser(tx, { ...user, status: 'deleted', username: `former-${user.uuid}` })
}
