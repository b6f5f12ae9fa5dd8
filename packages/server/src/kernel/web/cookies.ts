import type { Site } from '../links.ts'

/** Whether browsers keep a cookie of this site for safe connections only; over plain HTTP they do so for localhost. */
function isSafe({ web }: Site): boolean {
  const { protocol, hostname } = new URL(web)
  return protocol === 'https:' || hostname === 'localhost'
}

/** The prefix makes a browser refuse it from anybody but this very host over HTTPS. */
const named = (site: Site, name: string): string => (site.web.startsWith('https:') ? `__Host-${name}` : name)

export function readCookie(request: Request, site: Site, name: string): string | undefined {
  const wanted = named(site, name)
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [found = '', ...value] = pair.trim().split('=')
    if (found === wanted) return value.join('=')
  }
  return undefined
}

/** As it goes into `Set-Cookie`: for no script, for no form of another site, and gone after so many seconds. */
export const cookie = (site: Site, name: string, value: string, seconds?: number): string =>
  [
    `${named(site, name)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSafe(site) ? ['Secure'] : []),
    ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
  ].join('; ')
