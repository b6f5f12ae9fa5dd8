import { Unsent } from '@pail/outbound'
import { placeOfSecret } from '../../../auth/apps.ts'
import { signJwt } from '../../../auth/jwt.ts'
import type { Db } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue, type Job } from '../../../kernel/jobs.ts'
import type { Site } from '../../../kernel/links.ts'
import { outboundOf } from '../../../kernel/outbound.ts'
import type { Workspace } from '../workspace.ts'
import type { Addon } from './addon.ts'

const TRIES_FOR_SECONDS = 24 * 3600
/** Answers are not read. */
const MAX_BYTES = 64 * 1024

/** Tells an app what it needs to know of its new installation; whoever took no notice is not installed. */
export async function tellInstalled(
  forge: Forge,
  { addon, workspace, site }: { addon: Addon; workspace: Workspace; site: Site },
  sharedSecret: string,
): Promise<string | undefined> {
  const path = addon.descriptor.lifecycle.installed
  if (path === undefined) return undefined
  const bases = { baseUrl: site.web, baseApiUrl: site.api.replace(/\/2\.0$/, '') }
  const said = { ...about(addon, workspace, 'installed'), ...bases, sharedSecret }
  // The first word comes unsigned: there is nothing yet that it could be checked with.
  return tell(forge, addon.descriptor.baseUrl + path, said)
}

interface Farewell extends Record<string, unknown> {
  url: string
  /** Below the base address, as the signature has it. */
  path: string
  said: object
  uuid: string
  key: string
  clientKey: string
  sealed: string
  until: string
}

/** The last word to an app; one that does not listen for a day does not hear it. */
export const farewell: Job<Farewell> = {
  kind: 'addons.farewell',
  async run({ url, path, said, uuid, key, clientKey, sealed, until }, forge) {
    if (now() >= until) return
    const secret = forge.keys.unseal(sealed, placeOfSecret(uuid))
    const bound = { method: 'POST', path, query: new URL(url).searchParams }
    const complaint = await tell(forge, url, said, await signJwt(secret, { issuer: clientKey, audience: key }, bound))
    if (complaint !== undefined) throw new Error(complaint)
  },
}

export async function sayFarewell(tx: Db, addon: Addon, workspace: Workspace, sealed: string): Promise<void> {
  const { descriptor, uuid, clientKey } = addon
  const written = descriptor.lifecycle.uninstalled
  if (written === undefined) return
  const said = about(addon, workspace, 'uninstalled')
  const url = descriptor.baseUrl + written
  const path = written.split('?', 1)[0]!
  const until = later(TRIES_FOR_SECONDS)
  await enqueue(tx, farewell, { url, path, said, uuid, key: descriptor.key, clientKey, sealed, until })
}

const about = ({ descriptor, clientKey }: Addon, { uuid, slug, name }: Workspace, eventType: string) => ({
  productType: 'bitbucket',
  eventType,
  key: descriptor.key,
  clientKey,
  principal: { type: 'team', uuid: `{${uuid}}`, username: slug, display_name: name },
})

/** Nothing when the app took it, else why it did not. */
async function tell(forge: Forge, url: string, said: object, jwt?: string): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json', ...(jwt && { authorization: `JWT ${jwt}` }) }
  const sending = { url, method: 'POST', headers, body: JSON.stringify(said), maxBytes: MAX_BYTES }
  try {
    const { status } = await outboundOf(forge).send(sending)
    return status >= 200 && status < 300 ? undefined : `the app answered ${status}`
  } catch (error) {
    if (error instanceof Unsent) return error.message
    throw error
  }
}
