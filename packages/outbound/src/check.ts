import { isIP } from 'node:net'
import { isPublic } from './address.ts'
import { type AllowList, holdsAddress, namesHost } from './allow-list.ts'
import { Unsent } from './failure.ts'

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** Where a request goes: what was checked, and nothing else. */
export interface Destination {
  url: URL
  addresses: readonly string[]
}

/**
 * Resolves the host of an address once and checks all that came back. One address inside is enough to refuse the
 * host: whoever answers for the name chooses which of them is tried first.
 */
export async function check(url: URL, allowed: AllowList, resolve: Resolve): Promise<Destination> {
  if (!/^https?:$/.test(url.protocol)) throw forbidden(`Only http and https are called, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw forbidden('An address that holds a password is not called.')
  // The parser has brought decimal, octal and hexadecimal numbers into the usual form.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const addresses = isIP(host) > 0 ? [host] : await resolved(host, resolve)
  const isNamed = namesHost(allowed, host, portOf(url))
  const isOpen = (address: string) => isNamed || isPublic(address) || holdsAddress(allowed, address)
  if (!addresses.every(isOpen))
    throw forbidden(`${host} is not on the public internet; PAIL_OUTBOUND_ALLOW may name it.`)
  return { url, addresses }
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))

async function resolved(host: string, resolve: Resolve): Promise<readonly string[]> {
  const addresses = await resolve(host).catch(() => [])
  if (addresses.length === 0) throw new Unsent('unreachable', `${host} is not known.`)
  return addresses
}

const forbidden = (message: string) => new Unsent('forbidden', message)
