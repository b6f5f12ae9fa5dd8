import { attachment } from '../../kernel/attachment.ts'
import type { Forge } from '../../kernel/forge.ts'
import { links, type Site } from '../../kernel/links.ts'
import { servedAs } from '../../kernel/media.ts'
import { sealedPart } from '../../kernel/sealed-address.ts'
import type { Download } from './download.ts'

/** What an address says: which download it leads to, and whom it was given to, if not to nobody in particular. */
export interface Given {
  id: string
  to: string | null
}

/** As long as an address is good. */
const SECONDS = 900
const part = sealedPart<Given>('downloads/address')

/**
 * An address at which everybody who has it finds the file for a while, as long as the one it was given to may read the
 * repository.
 */
export const addressFor = (
  { keys }: Pick<Forge, 'keys'>,
  site: Site,
  { id, name, to }: Pick<Download, 'name'> & Given,
): string => links.file(site, part.seal(keys, { id, to }, SECONDS), name)

/** The same at the store itself, where whoever downloads is to be led there; it outlives the file by as long as it is good. */
export const addressApart = (
  { blobs }: Pick<Forge, 'blobs'>,
  { blob, name }: Pick<Download, 'blob' | 'name'>,
): Promise<string | undefined> =>
  blobs.address(blob, { seconds: SECONDS, type: servedAs(name), disposition: attachment(name) })

/** What an address says, if it was made here and is still good. */
export const givenBy = ({ keys }: Pick<Forge, 'keys'>, sealed: string): Given => part.open(keys, sealed)
