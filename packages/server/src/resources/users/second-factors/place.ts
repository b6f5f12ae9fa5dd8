import { isIP } from 'node:net'
import { Conflict } from '@pail/failures'
import type { Forge } from '../../../kernel/forge.ts'
import { webSite } from '../sessions/signed-in.ts'

/** Where a browser is: what security keys are told of it. */
export interface Place {
  origin: string
  host: string
}

/** Where security keys do not work, and why; with the address of the same page where they do. */
export interface NoPlace {
  because: string
  instead: string | undefined
}

const ADDRESS = 'Security keys work under a name only, not under an IP address.'
const PLAIN =
  'Security keys work over HTTPS only, or on localhost. Behind a proxy that speaks HTTPS the server has to know its own address (PAIL_PUBLIC_URL).'

/** Browsers let keys speak to a name, and only over a connection that nobody else can listen to. */
export function placeOf(forge: Forge, request: Request): Place | NoPlace {
  const { protocol, hostname, origin } = new URL(webSite(forge, request).web)
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare)) return { because: ADDRESS, instead: isLoopback(bare) ? onLocalhost(forge, request) : undefined }
  if (protocol !== 'https:' && !isLocal(hostname)) return { because: PLAIN, instead: undefined }
  return { origin, host: hostname }
}

export const isPlace = (place: Place | NoPlace): place is Place => 'host' in place

const isLocal = (hostname: string) => hostname === 'localhost' || hostname.endsWith('.localhost')
const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

/** Where the settings name one address for all, no other one would take what its forms send. */
function onLocalhost({ config }: Forge, request: Request): string | undefined {
  if (config.publicUrl !== undefined) return undefined
  const url = new URL(request.url)
  url.hostname = 'localhost'
  return url.href
}

/** Refuses where there is none. */
export function demandPlace(place: Place | NoPlace): Place {
  if (!isPlace(place)) throw new Conflict(place.because)
  return place
}
