import { randomUUID } from 'node:crypto'
import { invalid } from '@pail/failures'
import { newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Site } from '../../../kernel/links.ts'
import { create as createUser, save as saveUser, seekAccount } from '../../users/store.ts'
import { botAddress } from '../access-tokens/access-token.ts'
import { retire } from '../access-tokens/retire.ts'
import { join } from '../store.ts'
import type { Workspace } from '../workspace.ts'
import { type Addon, actingUser, described, refuseWider } from './addon.ts'
import { describedBy, type Given } from './fetch-descriptor.ts'
import { sayFarewell, tellInstalled } from './lifecycle.ts'
import * as store from './store.ts'

/** An app with its shared secret, where nothing but this answer tells it. */
export interface InstalledAddon extends Addon {
  sharedSecret?: string
}

interface Place {
  workspace: Workspace
  giver: Known
  site: Site
}

/** Installs an app, and undoes that when the app does not take the secret that it is handed. */
export async function install(forge: Forge, place: Place, given: Given): Promise<InstalledAddon> {
  const { descriptor, descriptorUrl } = await describedBy(forge, given)
  refuseWider(descriptor.scopes, place.giver.credential.granted)
  const at = now()
  const addon: Addon = {
    uuid: randomUUID(),
    workspaceUuid: place.workspace.uuid,
    userUuid: randomUUID(),
    clientKey: `connection:${randomUUID()}`,
    descriptor,
    descriptorUrl,
    scopes: descriptor.scopes,
    createdOn: at,
    updatedOn: at,
  }
  const sharedSecret = newSecret('connect')
  await forge.database.transact(tx => settle(tx, forge, { addon, ...place }, sharedSecret))
  const complaint = await tellInstalled(forge, { addon, ...place }, sharedSecret)
  if (complaint === undefined) return descriptor.lifecycle.installed === undefined ? { ...addon, sharedSecret } : addon
  await forge.database.transact(tx => takeOut(tx, addon))
  throw invalid('lifecycle.installed', complaint)
}

async function settle(tx: Db, forge: Forge, { addon, workspace, site }: Place & { addon: Addon }, secret: string) {
  const email = botAddress(addon.userUuid, new URL(site.web).hostname)
  await createUser(tx, actingUser(addon, randomUUID()), email)
  await store.create(tx, forge.keys, addon, secret)
  // As far as its scopes let it, it does what the workspace may.
  await join(tx, workspace, addon.userUuid, 'owner', addon.createdOn)
}

/** Takes an app out, and lets it know. */
export async function uninstall(tx: Db, workspace: Workspace, addon: Addon): Promise<void> {
  const sealed = await takeOut(tx, addon)
  if (sealed !== undefined) await sayFarewell(tx, addon, workspace, sealed)
}

/** The same for all apps of a workspace that goes. */
export async function uninstallAll(tx: Db, workspace: Workspace): Promise<void> {
  for (const addon of await store.listAll(tx, workspace)) await uninstall(tx, workspace, addon)
}

/** What it made stays, and stays its own. */
async function takeOut(tx: Db, addon: Addon): Promise<string | undefined> {
  await retire(tx, { uuid: addon.userUuid })
  return store.remove(tx, addon)
}

/** Describes an app anew: as it is given, or else as it stands where the descriptor is. */
export async function describe(forge: Forge, addon: Addon, given: Given): Promise<void> {
  const isGiven = given.descriptor !== undefined || given.descriptor_url !== undefined
  const from = isGiven ? given : { descriptor_url: addon.descriptorUrl ?? undefined }
  const { descriptor, descriptorUrl } = await describedBy(forge, from)
  await forge.database.transact(async tx => {
    // What was fetched meanwhile may have been taken out, or have been given less.
    const present = await store.seekByUser(tx, addon.userUuid)
    if (!present) return
    const next = described({ ...present, descriptorUrl: descriptorUrl ?? present.descriptorUrl }, descriptor, now())
    await store.save(tx, next)
    if (present.scopes.some(scope => !next.scopes.includes(scope))) await store.endTokens(tx, next)
    const user = await seekAccount(tx, next.userUuid)
    if (user) await saveUser(tx, { ...user, nickname: descriptor.name, displayName: descriptor.name })
  })
}
