import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { asName } from '../users/user.ts'
import { refuseHeld } from '../users/usernames.ts'
import * as store from './store.ts'
import { asWorkspaceSlug, type Workspace } from './workspace.ts'

export interface NewWorkspace {
  slug: string
  name?: string
  is_private?: boolean
}

/** Makes a workspace with one owner; `personal` when it is to be that person's own. */
export async function makeWorkspace(
  db: Db,
  input: NewWorkspace,
  owner: { uuid: string },
  personal = false,
): Promise<Workspace> {
  const slug = asWorkspaceSlug(input.slug)
  await refuseHeld(db, slug, owner)
  const at = now()
  const workspace = await store.create(db, {
    uuid: randomUUID(),
    slug,
    name: asName(input.name ?? input.slug, 'name'),
    isPrivate: input.is_private ?? false,
    isPrivacyEnforced: false,
    personalOf: personal ? owner.uuid : null,
    avatar: null,
    createdOn: at,
    updatedOn: at,
  })
  await store.join(db, workspace, owner.uuid, 'owner', at)
  return workspace
}
