type Send = (request: Request) => Promise<Response>

/** How often one request is led on at most. */
export const MOST_REDIRECTS = 3
/** Those after which the same is asked elsewhere. */
const ELSEWHERE = new Set([301, 302, 303, 307, 308])
/** What stays with a request wherever it goes: it says which bytes are wanted, and nothing of who wants them. */
const EVERYWHERE = ['range', 'if-range']

/** Thrown for a redirect that is not followed. */
export class BadRedirect extends Error {
  override name = 'BadRedirect'
}

/**
 * Sends a request and goes where it is led. Beyond our own API nothing of ours goes along, neither credential nor other
 * headers: stores refuse two credentials, and need not know the first. Nobody is led from https to http.
 */
export async function followed(request: Request, send: Send): Promise<Response> {
  let asked = request
  for (let count = 0; ; count++) {
    const answer = await send(asked)
    // In browsers nobody may see where to, and they leave the credential out themselves.
    if (answer.type === 'opaqueredirect') return send(new Request(asked, { redirect: 'follow' }))
    const location = isRedirect(answer.status) ? answer.headers.get('location') : null
    if (location === null || !['GET', 'HEAD'].includes(asked.method)) return answer
    await answer.body?.cancel()
    if (count === MOST_REDIRECTS) throw new BadRedirect(`led on more than ${MOST_REDIRECTS} times`)
    asked = next(asked, location)
  }
}

export const isRedirect = (status: number): boolean => ELSEWHERE.has(status)

/** Where a redirect leads, and whether that is the same API still; refuses what nobody is led to. */
export function ledOn(asked: string, location: string): { url: string; isOurs: boolean } {
  const [from, to] = [new URL(asked), new URL(location, asked)]
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new BadRedirect(`led from https to ${to.protocol}`)
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new BadRedirect(`led to ${to.protocol}`)
  const [start = ''] = /^.*?\/2\.0\//.exec(from.pathname) ?? []
  return { url: to.href, isOurs: from.origin === to.origin && to.pathname.startsWith(start) }
}

function next(asked: Request, location: string): Request {
  const { url, isOurs } = ledOn(asked.url, location)
  const { method, signal } = asked
  return new Request(url, {
    method,
    signal,
    headers: isOurs ? asked.headers : strangers(asked.headers),
    redirect: 'manual',
  })
}

function strangers(headers: Headers): Headers {
  const kept = EVERYWHERE.flatMap(name => (headers.has(name) ? [[name, headers.get(name)!] as const] : []))
  return new Headers([['accept', '*/*'], ...kept.map(([name, value]) => [name, value] as [string, string])])
}
