import { Forbidden, NotFound } from '@pail/failures'
import type { Membership } from '../../auth/permissions.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Ask, Target } from '../../kernel/target.ts'
import * as store from './store.ts'
import type { Workspace } from './workspace.ts'

/**
 * The workspace in the path: `read` for whoever may know of it, `member` for those who belong to it,
 * `admin` for its owners. A path may call it `{workspace}` or, in older ones, `{username}`.
 */
export const workspace = (grade: 'read' | 'member' | 'admin'): Target<Workspace> => ({
  grade: grade === 'member' ? 'account' : grade,
  async load(ask) {
    const id = ask.params.workspace ?? ask.params.username ?? ''
    const entered = await enter(ask, id)
    const membership: Membership | null = ask.actor?.isAdmin ? 'owner' : entered.membership
    if (grade === 'member' && membership === null) throw new Forbidden('Forbidden')
    if (grade === 'admin' && membership !== 'owner')
      throw new Forbidden('Forbidden', { detail: 'Only an owner of the workspace may do this.' })
    return entered.workspace
  },
})

/** The same for whoever may know of it, with how they belong to it, if they do. */
export const reading: Target<store.Entered> = {
  grade: 'read',
  async load(ask) {
    const entered = await enter(ask, ask.params.workspace ?? ask.params.username ?? '')
    return ask.actor?.isAdmin ? { ...entered, membership: 'owner' } : entered
  },
}

/** The same for those who belong to it. */
export const belonging: Target<{ workspace: Workspace; membership: Membership }> = {
  grade: 'account',
  async load(ask) {
    const { workspace, membership } = await reading.load(ask)
    if (membership === null) throw new Forbidden('Forbidden')
    return { workspace, membership }
  },
}

/** Finds the workspace or hides it: a private one is not there for those who do not belong to it. */
export async function enter({ db, actor, params }: Ask, id: string): Promise<store.Entered> {
  const entered = await store.enter(db, id, actor?.uuid ?? '')
  if (entered && (!entered.workspace.isPrivate || entered.membership !== null || actor?.isAdmin)) return entered
  const slug = entered ? undefined : await store.movedTo(db, id)
  const moved = slug === undefined ? undefined : await store.enter(db, slug, actor?.uuid ?? '')
  if (moved && (!moved.workspace.isPrivate || moved.membership !== null || actor?.isAdmin))
    throw new Moved('username' in params ? { username: moved.workspace.slug } : { workspace: moved.workspace.slug })
  throw new NotFound(`No workspace with identifier '${id}'.`)
}
