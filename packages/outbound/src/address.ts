import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** Networks of IPv4 that are no place of the public internet. */
const INSIDE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local; clouds tell machines their credentials here.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Where Azure answers its machines, though the number looks public.
  '168.63.129.16/32',
]

/** Within the part of IPv6 that is handed out, what leads elsewhere or nowhere: tunnels hold addresses of IPv4. */
const INSIDE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
const HANDED_OUT_6 = ['2000::/3']

/** A list of networks, each an address with a number of bits. */
export function networks(all: readonly string[]): BlockList {
  const list = new BlockList()
  for (const one of all) {
    const [address = '', bits] = one.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const inside4 = networks(INSIDE_4)
const inside6 = networks(INSIDE_6)
const handedOut6 = networks(HANDED_OUT_6)

/** Whether an address belongs to the public internet; of IPv6, also none that stands for one of IPv4. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !inside4.check(address, 'ipv4')
  return isIPv6(address) && handedOut6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
}

/** Whether a list of networks holds an address. */
export const isWithin = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
