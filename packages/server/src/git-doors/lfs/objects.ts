import { blobId } from '@pail/blobs'
import { Forbidden, Invalid, NotFound, TooLarge } from '@pail/failures'
import { Type } from 'typebox'
import { Sent } from '../../kernel/answer.ts'
import { checked } from '../../kernel/body.ts'
import { sendBlob } from '../../kernel/send-blob.ts'
import { ABSENT, tooLong } from '../../resources/lfs/batch.ts'
import { saveTogether } from '../../resources/lfs/save-together.ts'
import * as store from '../../resources/lfs/store.ts'
import { whyNoLonger } from '../enter.ts'
import { bodyOf, piecesOf } from '../request-body.ts'
import type { Entered } from './enter.ts'
import { documentIn, type Exchange, type Reply } from './exchange.ts'

/** A file, or a part of it. */
export async function download(exchange: Exchange): Promise<Reply> {
  const { forge, req, named } = exchange
  const { repository } = await exchange.enter('read')
  const found = await store.seek(forge.database.reader, repository.uuid, named)
  if (!found) throw new NotFound(ABSENT)
  const request = new Request('http://localhost', { method: req.method!, headers: req.headers as HeadersInit })
  const { content, status, headers } = await sendBlob(forge, { ...found, name: named }, request)
  return new Sent(content, { type: '', status, headers: { ...headers, 'content-type': 'application/octet-stream' } })
}

/** Takes a file in. Whatever is there already, only who brings all the bytes of it has it in the repository then. */
export async function upload(exchange: Exchange): Promise<Reply> {
  const { forge, req, named } = exchange
  const entered = await exchange.enter('write')
  const announced = { id: blobId(named), size: sizeOf(exchange, entered) }
  await forge.blobs.put(piecesOf(bodyOf(req)), announced)
  const reason = await whyNoLonger(forge, entered)
  if (reason !== undefined) throw new Forbidden(reason)
  const { repository, actor } = entered
  const object = { oid: named, size: announced.size, repositoryUuid: repository.uuid, userUuid: actor!.uuid }
  await saveTogether(forge.database, object)
  return {}
}

const verifyInput = Type.Object({ oid: Type.String(), size: Type.Number() })

/** Tells whether a file has come. */
export async function verify(exchange: Exchange): Promise<Reply> {
  const { forge, named } = exchange
  const { repository } = await exchange.enter('write')
  const { oid, size } = checked(verifyInput, await documentIn(exchange))
  const found = await store.seek(forge.database.reader, repository.uuid, named)
  if (!found) throw new NotFound(ABSENT)
  if (oid !== named || size !== found.size) throw new Invalid(`The object is ${named} and ${found.size} bytes long`)
  return { document: { oid, size } }
}

/** How long the file is going to be, by what was said before and what is said now. */
function sizeOf({ forge, req }: Exchange, { pass }: Entered): number {
  if (req.headers['content-range'] !== undefined) throw new Invalid('A file is sent as a whole.')
  const length = req.headers['content-length']
  const isPlain = req.headers['content-encoding'] === undefined
  const size = pass?.object?.size ?? (length === undefined || !isPlain ? undefined : Number(length))
  if (size === undefined) throw new Invalid('How long the file is must be said before it is sent.')
  if (length !== undefined && isPlain && Number(length) !== size)
    throw new Invalid(`The object is ${size} bytes long, not ${length}`)
  if (size > forge.config.maxLfsBytes) throw new TooLarge(tooLong(forge.config.maxLfsBytes))
  return size
}
