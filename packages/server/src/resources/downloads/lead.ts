import type { Actor } from '../../kernel/actor.ts'
import { Answer } from '../../kernel/answer.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Site } from '../../kernel/links.ts'
import { addressApart, addressFor } from './address.ts'
import type { Download } from './download.ts'
import * as store from './store.ts'

/** Who asks for a file, and how. */
interface Asking {
  actor: Actor
  site: Site
  request: Request
}

/** Leads to where the file is for a while, and counts whoever is led there; to look at the headers is not to take it. */
export async function lead(
  forge: Forge,
  download: Download,
  { actor, site, request }: Asking,
): Promise<Answer<undefined>> {
  const isTaking = request.method !== 'HEAD'
  if (isTaking) await forge.database.transact(tx => store.countOne(tx, download))
  // What a store signs is good for one method only, and HEAD is repeated at the address.
  const apart = isTaking ? await addressApart(forge, download) : undefined
  const to = actor?.uuid ?? null
  return new Answer(undefined, { headers: { location: apart ?? addressFor(forge, site, { ...download, to }) } })
}
