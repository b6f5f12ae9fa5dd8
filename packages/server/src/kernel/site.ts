import type { Config } from '../config.ts'
import type { Site } from './links.ts'

/** Where a request was meant to go, with the prefixes taken off that stand for the same API. */
export interface Found {
  site: Site
  /** As the operations are declared, from `/2.0` or `/pail` on. */
  path: string
  /** What the links of a page start from. */
  url: URL
}

const PREFIX = /^\/(!api|api)(?=\/(2\.0|1\.0)(\/|$))/

type Addresses = Pick<Config, 'publicUrl' | 'sshPort'>

/** Links follow the host that the request named, unless the settings give one for all. */
export function findSite(config: Addresses, request: Request): Found {
  const url = new URL(request.url)
  const prefix = PREFIX.exec(url.pathname)?.[0] ?? ''
  return {
    site: siteOf(config, url.origin, prefix),
    path: url.pathname.slice(prefix.length),
    url: config.publicUrl ? new URL(url.pathname + url.search, config.publicUrl) : url,
  }
}

const MOST_SITES = 100
const sites = new Map<string, Site>()

/** `HOST` and `api.HOST` answer alike; people and Git are led to the former. */
export function siteOf({ publicUrl, sshPort }: Addresses, requested: string, prefix = ''): Site {
  const origin = publicUrl ?? requested
  const key = `${sshPort} ${origin}${prefix}`
  const site = sites.get(key) ?? newSite(origin, prefix, sshPort)
  // Whoever asks may name any host.
  if (sites.size >= MOST_SITES) sites.clear()
  sites.set(key, site)
  return site
}

function newSite(origin: string, prefix: string, sshPort: number): Site {
  const web = origin.replace('://api.', '://')
  const { hostname } = new URL(web)
  return { web, api: `${origin}${prefix}/2.0`, ssh: sshPort === 22 ? hostname : `${hostname}:${sshPort}` }
}
