import { invalid } from '@pail/failures'
import { Unsent } from '@pail/outbound'
import type { Forge } from '../../../kernel/forge.ts'
import { outboundOf } from '../../../kernel/outbound.ts'
import { asAddress } from '../consumers/address.ts'
import { type Descriptor, readDescriptor } from './descriptor.ts'

const FIELD = 'descriptor_url'
const MAX_BYTES = 256 * 1024

/** What was given of an app: its descriptor, or where that is. */
export interface Given {
  descriptor?: unknown
  descriptor_url?: string | undefined
}

/** A descriptor, and where it was fetched if it was. */
export interface Described {
  descriptor: Descriptor
  descriptorUrl: string | null
}

export async function describedBy(forge: Forge, { descriptor, descriptor_url }: Given): Promise<Described> {
  if (descriptor !== undefined && descriptor_url !== undefined) throw refusal('not together with descriptor')
  if (descriptor !== undefined) return { descriptor: readDescriptor(descriptor), descriptorUrl: null }
  const descriptorUrl = asAddress(descriptor_url ?? null, FIELD)
  if (descriptorUrl === null) throw refusal('required key not provided')
  return { descriptor: readDescriptor(await fetched(forge, descriptorUrl)), descriptorUrl }
}

async function fetched(forge: Forge, url: string): Promise<unknown> {
  const headers = { accept: 'application/json' }
  const reply = await outboundOf(forge)
    .send({ url, headers, maxBytes: MAX_BYTES })
    .catch(error => {
      throw error instanceof Unsent ? refusal(error.message) : error
    })
  if (reply.status !== 200) throw refusal(`answered ${reply.status}`)
  try {
    return JSON.parse(reply.body.toString())
  } catch {
    throw refusal('is not JSON')
  }
}

const refusal = (complaint: string) => invalid(FIELD, complaint)
