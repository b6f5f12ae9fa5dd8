import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate } from 'node:zlib'
import { TooLarge, Unavailable } from '@pail/failures'
import { deflatedId, type Oid } from '@pail/git'
import type { StorageId } from '../client.ts'
import type { Machine } from '../machine.ts'
import type { Quarantine } from '../quarantines.ts'

export interface Blob {
  quarantine: string
  body: Readable
  signal: AbortSignal
}

/** Takes a file in as it comes, deflated. Its name begins with its length, so that it is read again once it is whole. */
export function writeBlob(
  machine: Machine,
  storage: StorageId,
  { quarantine: id, body, signal }: Blob,
): Promise<{ oid: Oid; size: number }> {
  return machine.quarantines.during(storage, id, async quarantine => {
    const file = join(quarantine.folder, `blob-${randomUUID()}`)
    try {
      const room = machine.git.limits.packBytes - heldBy(quarantine)
      const size = await spool({ body, file, room, signal })
      const oid = await deflatedId(file, size)
      signal.throwIfAborted()
      if (quarantine.blobs.has(oid)) await rm(file)
      else quarantine.blobs.set(oid, { kind: 'blob', size, content: { deflated: file } })
      return { oid, size }
    } catch (error) {
      await rm(file, { force: true })
      throw error
    }
  })
}

const heldBy = ({ blobs }: Quarantine): number => [...blobs.values()].reduce((sum, { size }) => sum + size, 0)

interface Spool {
  body: Readable
  file: string
  room: number
  signal: AbortSignal
}

async function spool({ body, file, room, signal }: Spool): Promise<number> {
  let size = 0
  const counted = async function* () {
    // Who has been refused may still be sending, and hears the refusal only while somebody reads.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > room) throw new TooLarge('The files are larger than what one push may bring')
      yield chunk
    }
  }
  const place = (await open(file, 'wx')).createWriteStream()
  await pipeline(counted, createDeflate(), place, { signal }).catch(error => {
    throw /ENOSPC|EDQUOT|EFBIG/.test(error.code) ? new Unavailable('The server has no space left') : error
  })
  return size
}
