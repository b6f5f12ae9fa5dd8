import { Invalid, NotFound } from '@pail/failures'
import { Moved } from '../../../kernel/failure.ts'
import type { Ask, Target } from '../../../kernel/target.ts'
import * as users from '../../users/store.ts'
import { user } from '../../users/target.ts'
import * as workspaces from '../../workspaces/store.ts'
import { enter, workspace } from '../../workspaces/target.ts'
import type { Workspace } from '../../workspaces/workspace.ts'

/** Where code is searched: all of a workspace. Nowhere, for a person who has none. */
export interface Within {
  workspace: Workspace | undefined
}

/** The workspace in the path, be it somebody's own or not. */
export const inWorkspace: Target<Within> = {
  grade: 'read',
  async load(ask) {
    const id = ask.params.workspace ?? ''
    if (await isPersonOnly(ask, id)) throw mismatch()
    return { workspace: await workspace('read').load(ask) }
  },
}

/** The same for one that is nobody's own, as workspaces were before people had some. */
export const inTeam: Target<Within> = {
  grade: 'read',
  async load(ask) {
    const id = ask.params.username ?? ''
    if (await isPersonOnly(ask, id)) throw mismatch()
    const found = await workspace('read').load(ask)
    if (found.personalOf !== null) throw mismatch()
    return { workspace: found }
  },
}

/** What is a person's own. */
export const ofUser: Target<Within> = {
  grade: 'open',
  async load(ask) {
    const id = ask.params.selected_user ?? ''
    const found = await users.seek(ask.db, id)
    if (found) return { workspace: await workspaces.seekPersonal(ask.db, found.uuid) }
    if (await isWorkspace(ask, id)) throw mismatch()
    return { workspace: await workspaces.seekPersonal(ask.db, (await user.load(ask)).uuid) }
  },
}

/** Somebody has this name or uuid, and no workspace that the caller may know of. */
const isPersonOnly = async (ask: Ask, id: string): Promise<boolean> =>
  !(await isWorkspace(ask, id)) && (await users.seek(ask.db, id)) !== undefined

/** Whether the caller may know of a workspace of this name, of now or before. */
const isWorkspace = (ask: Ask, id: string): Promise<boolean> =>
  enter(ask, id).then(
    () => true,
    error => {
      if (error instanceof NotFound || error instanceof Moved) return error instanceof Moved
      throw error
    },
  )

const mismatch = () => new Invalid("The specified type of target account doesn't match the actual account type.")
