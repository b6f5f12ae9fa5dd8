import type { BlockList } from 'node:net'
import { isIP } from 'node:net'
import { isWithin, networks } from './address.ts'

/** Hosts and networks of one's own that may be called all the same. */
export interface AllowList {
  /** Names, each with a port or for all ports, in lower case. */
  names: ReadonlySet<string>
  networks: BlockList
}

const NAME = /^[a-z0-9]([a-z0-9._-]{0,252}[a-z0-9])?(:\d{1,5})?$/i

/** Reads a list such as `ci.internal,mirror.internal:8443,10.1.0.0/16,127.0.0.1`. */
export function readAllowList(text: string): AllowList {
  const all = entriesOf(text)
  return {
    names: new Set(all.filter(one => !isNetwork(one))),
    networks: networks(
      all.filter(isNetwork).map(one => (one.includes('/') ? one : `${one}/${isIP(one) === 6 ? 128 : 32}`)),
    ),
  }
}

/** Whether a text is such a list. */
export const areAllowed = (text: string): boolean => entriesOf(text).every(one => isNetwork(one) || NAME.test(one))

/** Whether the list names the host, whatever its address is. */
export const namesHost = ({ names }: AllowList, host: string, port: number): boolean =>
  names.has(host) || names.has(`${host}:${port}`)

/** Whether the address lies in a network of the list. */
export const holdsAddress = (list: AllowList, address: string): boolean => isWithin(list.networks, address)

/** Whether the list itself says that an address may be called, so that it need not be looked up. */
export function names(list: AllowList, { protocol, hostname, port }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  const at = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  return namesHost(list, host, at) || (isIP(host) > 0 && holdsAddress(list, host))
}

const entriesOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}
