import { randomUUID } from 'node:crypto'
import { NotFound } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { refuseFormer } from '../../users/change.ts'
import * as users from '../../users/store.ts'
import { asName, type User } from '../../users/user.ts'
import { seek as seekMember } from '../members/store.ts'
import { type Entered, join } from '../store.ts'
import { reading } from '../target.ts'
import type { Workspace } from '../workspace.ts'
import { type Group, groupSlug } from './group.ts'
import * as store from './store.ts'

export function makeGroup(tx: Db, workspace: Workspace, name: string): Promise<Group> {
  const uuid = randomUUID()
  return store.create(tx, {
    uuid,
    workspace,
    slug: groupSlug(name, `group-${uuid.slice(0, 8)}`),
    name: asName(name, 'name'),
    permission: null,
    autoAdd: false,
    emailForwardingDisabled: false,
    createdOn: now(),
  })
}

/** Adds a person; one who is new to the workspace comes into it that way, as upstream has it. */
export async function addToGroup(tx: Db, group: Group, id: string): Promise<User> {
  const user = await users.find(tx, id)
  refuseFormer(user)
  if (!(await seekMember(tx, group.workspace, user.uuid))) await join(tx, group.workspace, user.uuid, 'member', now())
  await store.addMember(tx, group, user)
  return user
}

export async function takeFromGroup(tx: Db, group: Group, id: string): Promise<void> {
  const user = await users.find(tx, id)
  if (!(await store.hasMember(tx, group, user))) throw new NotFound(`${id} is not a member of this group.`)
  await store.removeMember(tx, group, user)
}

/** The groups that the caller may see of those named `workspace/group`; the others are passed over. */
export async function namedGroups(db: Db, actor: Known, names: readonly string[]): Promise<Group[]> {
  const found: Group[] = []
  for (const name of new Set(names)) {
    const [workspace = '', slug = ''] = name.split('/')
    const group = await reading
      .load({ db, actor, params: { workspace } })
      .then(entered => seekSeen({ db, actor, slug }, entered))
      .catch(unlessMissing)
    if (group) found.push(group)
  }
  return found
}

async function seekSeen(
  { db, actor, slug }: { db: Db; actor: Known; slug: string },
  { workspace, membership }: Entered,
): Promise<Group | undefined> {
  const group = await store.seek(db, workspace, slug)
  return group && (membership === 'owner' || (await store.hasMember(db, group, actor))) ? group : undefined
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}
