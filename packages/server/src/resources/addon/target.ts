import { Forbidden, NotFound, Unauthenticated } from '@pail/failures'
import type { Ask, Target } from '../../kernel/target.ts'
import type { Addon } from '../workspaces/addons/addon.ts'
import type { Linker } from '../workspaces/addons/descriptor.ts'
import * as addons from '../workspaces/addons/store.ts'
import { enter } from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'

/** One linker of the app that calls. */
export interface Owned {
  addon: Addon
  linker: Linker
}

/** An app and the workspace that it is in. */
export type Installation = Addon & { workspace: Workspace }

/** The installation that signed the request; no other credential is taken for it. */
export const installation: Target<Installation> = {
  grade: 'account',
  async load(ask) {
    const addon = await installationOf(ask, () => new Forbidden('This is for apps that sign what they ask.'))
    const { workspace } = (await enter(ask.db, addon.workspaceUuid, ''))!
    return { ...addon, workspace }
  },
}

/** The same where the reference answers 401 to other credentials. */
export const calling: Target<Addon> = {
  grade: 'account',
  load: ask => installationOf(ask, () => new Unauthenticated('Authentication must use app JWT')),
}

export const linker: Target<Owned> = {
  grade: 'account',
  async load(ask) {
    const addon = await calling.load(ask)
    const found = addon.descriptor.linkers.find(one => one.key === ask.params.linker_key)
    if (!found) throw new NotFound('There is no such linker', { detail: { key: ask.params.linker_key ?? '' } })
    return { addon, linker: found }
  },
}

async function installationOf({ db, actor }: Ask, refusal: () => Error): Promise<Addon> {
  const addon = actor?.credential.kind === 'jwt' ? await addons.seekByUser(db, actor.uuid) : undefined
  if (!addon) throw refusal()
  return addon
}
