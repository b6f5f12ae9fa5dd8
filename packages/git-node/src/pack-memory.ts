import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { StorageId } from './client.ts'
import { type Exchanges, expectStream } from './exchange.ts'
import { Recent } from './recent.ts'

export interface PackAsk {
  version: 0 | 2
  request: Buffer
  signal?: AbortSignal | undefined
}

interface Pack {
  etag: string
  bytes: Buffer
}

const MAX_BYTES = 32 * 2 ** 20

/** Holds small packs that many ask for on this side of the socket. Each time the node is asked whether one still holds. */
export class PackMemory {
  readonly #exchanges: Exchanges
  #packs = new Recent<Pack>(MAX_BYTES)

  constructor(exchanges: Exchanges) {
    this.#exchanges = exchanges
  }

  async get(storage: StorageId, { version, request, signal }: PackAsk): Promise<Readable> {
    const key = createHash('sha256').update(`${storage} ${version} `).update(request).digest('base64')
    const known = this.#packs.get(key)
    const asked = { verb: 'upload-pack', storage, query: `version=${version}`, body: request, signal }
    const answer = await this.#exchanges.send({ ...asked, etag: known?.etag, again: known !== undefined })
    if (answer.statusCode === 304 && known) {
      answer.resume()
      return once(known.bytes)
    }
    await expectStream(answer)
    const size = Number(answer.headers['content-length'])
    if (!answer.headers.etag || !(size <= MAX_BYTES / 4)) return answer
    const bytes = Buffer.concat(await answer.toArray())
    this.#packs.set(key, { etag: answer.headers.etag, bytes }, size + 500)
    return once(bytes)
  }
}

/** One piece, so that it also leaves in one. */
const once = (bytes: Buffer): Readable => Readable.from([bytes])
