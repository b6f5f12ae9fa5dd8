import { Forbidden } from '@pail/failures'
import type { Forge } from '../../kernel/forge.ts'
import { links, type Site } from '../../kernel/links.ts'
import type { Download } from './download.ts'

/** As long as an address is good. What has begun by then goes on. */
const SECONDS = 900
/** Bound into the seal, so that nothing else that is sealed is taken for an address. */
const PLACE = 'downloads/address'

/** An address at which everybody who has it finds the file for a while. */
export function addressFor(
  { keys }: Pick<Forge, 'keys'>,
  site: Site,
  { id, name }: Pick<Download, 'id' | 'name'>,
  seconds = SECONDS,
): string {
  const sealed = keys.seal(JSON.stringify({ id, until: Date.now() + seconds * 1000 }), PLACE)
  return links.file(site, sealed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), name)
}

/** The id of the download that an address leads to, if it was made here and is still good. */
export function idIn({ keys }: Pick<Forge, 'keys'>, sealed: string): string {
  const { id, until } = opened(keys, sealed)
  if (until < Date.now()) throw refusal('The address was good for a while and is not any more.')
  return id
}

function opened(keys: Forge['keys'], sealed: string): { id: string; until: number } {
  try {
    return JSON.parse(keys.unseal(sealed.replaceAll('-', '+').replaceAll('_', '/'), PLACE))
  } catch {
    throw refusal('The address was not made here.')
  }
}

const refusal = (detail: string) =>
  new Forbidden('This address leads nowhere', { detail: `${detail} Ask the repository for another.` })
