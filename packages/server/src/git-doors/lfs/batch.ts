import { blobId } from '@pail/blobs'
import { links } from '../../kernel/links.ts'
import { type Decision, decide, type Named, type Operation, oidsIn, readBatch } from '../../resources/lfs/batch.ts'
import { held } from '../../resources/lfs/store.ts'
import { fullName } from '../../resources/repositories/repository.ts'
import type { Entered } from './enter.ts'
import { documentIn, type Exchange, type Reply } from './exchange.ts'
import { PASS_SECONDS, passHeader } from './pass.ts'

/** As long as a store's own address is good: the client may come to the last file of many late. */
const ADDRESS_SECONDS = 3600

/** Says of each of many files what is to be done to get it there or here. */
export async function batch(exchange: Exchange): Promise<Reply> {
  const { forge } = exchange
  const asked = readBatch(await documentIn(exchange))
  const entered = await exchange.enter(asked.operation === 'upload' ? 'write' : 'read')
  const there = await held(forge.database.reader, entered.repository.uuid, oidsIn(asked))
  const decisions = decide(asked, there, forge.config.maxLfsBytes)
  const objects = await Promise.all(decisions.map(decision => told(exchange, entered, decision)))
  return { document: { transfer: 'basic', objects, hash_algo: 'sha256' } }
}

async function told(exchange: Exchange, entered: Entered, { next, ...rest }: Decision): Promise<object> {
  if (!next) return rest
  const actions = next === 'upload' ? uploading(exchange, entered, rest) : await downloading(exchange, entered, rest)
  return { ...rest, authenticated: true, actions }
}

function uploading(exchange: Exchange, entered: Entered, object: Named): object {
  const how = passFor(exchange, entered, { operation: 'upload', object })
  const href = addressOf(exchange, entered, object)
  return { upload: { href, ...how }, verify: { href: `${href}/verify`, ...how } }
}

/** What the store hands out itself need not come through here. */
async function downloading(exchange: Exchange, entered: Entered, object: Named): Promise<object> {
  const apart = await exchange.forge.blobs.address(blobId(object.oid), { seconds: ADDRESS_SECONDS })
  if (apart !== undefined) return { download: { href: apart, expires_in: ADDRESS_SECONDS } }
  const how = passFor(exchange, entered, { operation: 'download', object })
  return { download: { href: addressOf(exchange, entered, object), ...how } }
}

/** Nobody in particular needs none. */
function passFor({ forge }: Exchange, { shown, repository }: Entered, what: { operation: Operation; object: Named }) {
  return (
    shown && { header: passHeader(forge, { shown, repository: repository.uuid, ...what }), expires_in: PASS_SECONDS }
  )
}

const addressOf = ({ site }: Exchange, { repository }: Entered, { oid }: Named): string =>
  `${links.lfs(site, fullName(repository))}/objects/${oid}`
