import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** A body as rows keep it. */
export interface Packed {
  body: string
  is_packed: number
}

/** Shorter ones are not worth it. */
const WORTH_BYTES = 1024

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Bodies name the same addresses over and over, and shrink to a fraction. */
export async function packed(text: string): Promise<Packed> {
  if (text.length < WORTH_BYTES) return { body: text, is_packed: 0 }
  return { body: (await pack(text)).toString('base64'), is_packed: 1 }
}

/** The very bytes that were frozen. */
export const bytesOf = async ({ body, is_packed }: Packed): Promise<Buffer> =>
  is_packed ? unpack(Buffer.from(body, 'base64')) : Buffer.from(body)
