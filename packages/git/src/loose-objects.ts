import { randomUUID } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createInflate, deflateSync, inflateSync } from 'node:zlib'
import { isKind, type ObjectKind } from './object-facts.ts'
import { objectId } from './object-id.ts'
import { type Oid, oid } from './oid.ts'
import type { NewObject } from './pack-stream.ts'

/** What is larger on the disk does not come into memory. */
const SMALL_BYTES = 2 ** 20

/** The objects that git has written into a folder, each in a file of its own. */
export class LooseObjects {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  list(): Set<Oid> {
    const folders = readdirSync(this.#folder).filter(name => /^[0-9a-f]{2}$/.test(name))
    const names = folders.flatMap(folder =>
      readdirSync(join(this.#folder, folder))
        .filter(name => /^[0-9a-f]{38}$/.test(name))
        .map(name => oid(folder + name)),
    )
    return new Set(names)
  }

  /** For objects that git is to find at once; they are not safe from a loss of power. */
  write(kind: ObjectKind, body: Buffer): Oid {
    const id = objectId(kind, body)
    mkdirSync(join(this.#folder, id.slice(0, 2)), { recursive: true })
    const bytes = Buffer.concat([Buffer.from(`${kind} ${body.length}\0`), body])
    writeFileSync(this.#fileOf(id), deflateSync(bytes, { level: 1 }))
    return id
  }

  /** An object of any size, as packs take it. */
  async get(id: Oid): Promise<NewObject> {
    if (statSync(this.#fileOf(id)).size > SMALL_BYTES) return this.#spooled(id)
    const bytes = inflateSync(readFileSync(this.#fileOf(id)))
    const end = bytes.indexOf(0)
    const content = bytes.subarray(end + 1)
    return { ...headerIn(bytes.toString('latin1', 0, end)), content }
  }

  /** The body of a tree. */
  async tree(id: Oid): Promise<Buffer> {
    const { kind, content } = await this.get(id)
    if (kind === 'tree') return Buffer.isBuffer(content) ? content : inflateSync(readFileSync(content.deflated))
    throw new Error(`${id} is a ${kind} where a tree should be`)
  }

  /** The bytes without the header before them. */
  async #spooled(id: Oid): Promise<NewObject> {
    const deflated = join(this.#folder, `spooled-${randomUUID()}`)
    let header = ''
    const body = async function* (chunks: AsyncIterable<Buffer>) {
      let isBody = false
      for await (const chunk of chunks) {
        const end = isBody ? -1 : chunk.indexOf(0)
        if (!isBody) header += chunk.toString('latin1', 0, end)
        isBody = true
        yield chunk.subarray(end + 1)
      }
    }
    const to = createWriteStream(deflated, { flags: 'wx' })
    await pipeline(createReadStream(this.#fileOf(id)), createInflate(), body, createDeflate(), to)
    return { ...headerIn(header), content: { deflated } }
  }

  #fileOf(id: Oid): string {
    return join(this.#folder, id.slice(0, 2), id.slice(2))
  }
}

function headerIn(text: string): Pick<NewObject, 'kind' | 'size'> {
  const [kind = '', size] = text.split(' ')
  if (!isKind(kind)) throw new Error('A file of git is not an object')
  return { kind, size: Number(size) }
}
