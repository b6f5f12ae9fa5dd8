import { isIP } from 'node:net'

const addresses = new WeakMap<Request, string>()

/** What the listener tells beside a request. */
export interface Beside {
  incoming?: { socket?: { remoteAddress?: string | undefined } }
}

export function noteAddress(request: Request, beside: Beside | undefined, proxies = 0): void {
  const direct = beside?.incoming?.socket?.remoteAddress
  const address = addressBehind(direct, request.headers.get('x-forwarded-for') ?? '', proxies)
  if (address !== undefined) addresses.set(request, address)
}

/**
 * Each proxy of ours adds at the end of the header whom it was asked by: as many entries from the end are believed as
 * there are proxies, and nothing that a caller wrote there itself.
 */
export function addressBehind(direct: string | undefined, forwarded: string, proxies: number): string | undefined {
  const told = proxies === 0 ? undefined : forwarded.split(',').at(-proxies)?.trim()
  const address = told !== undefined && isIP(told) ? told : direct
  // IPv4 within IPv6 is IPv4.
  return address?.replace(/^::ffff:(?=\d+\.)/, '')
}

/** Where a request came from over the network; empty where nobody can tell. */
export const callerAddress = (request: Request): string => addresses.get(request) ?? ''
