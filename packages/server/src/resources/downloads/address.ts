import { attachment } from '../../kernel/attachment.ts'
import type { Forge } from '../../kernel/forge.ts'
import { links, type Site } from '../../kernel/links.ts'
import { servedAs } from '../../kernel/media.ts'
import { sealedPart } from '../../kernel/sealed-address.ts'
import type { Download } from './download.ts'

/** As long as an address is good. */
const SECONDS = 900
const part = sealedPart<{ id: string }>('downloads/address')

/** An address at which everybody who has it finds the file for a while. */
export const addressFor = (
  { keys }: Pick<Forge, 'keys'>,
  site: Site,
  { id, name }: Pick<Download, 'id' | 'name'>,
  seconds = SECONDS,
): string => links.file(site, part.seal(keys, { id }, seconds), name)

/** The same at the store itself, where whoever downloads is to be led there; it outlives the file by as long as it is good. */
export const addressApart = (
  { blobs }: Pick<Forge, 'blobs'>,
  { blob, name }: Pick<Download, 'blob' | 'name'>,
): Promise<string | undefined> =>
  blobs.address(blob, { seconds: SECONDS, type: servedAs(name), disposition: attachment(name) })

/** The id of the download that an address leads to, if it was made here and is still good. */
export const idIn = ({ keys }: Pick<Forge, 'keys'>, sealed: string): string => part.open(keys, sealed).id
