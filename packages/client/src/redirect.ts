type Send = (request: Request) => Promise<Response>

const MOST = 3
/** Those after which the same is asked elsewhere. */
const ELSEWHERE = new Set([301, 302, 303, 307, 308])

/** Thrown for a redirect that is not followed. */
export class BadRedirect extends Error {
  override name = 'BadRedirect'
}

/**
 * Sends a request and goes where it is led. To another origin nothing of ours goes along, neither credential nor other
 * headers: stores refuse two credentials, and need not know the first. Nobody is led from https to http.
 */
export async function followed(request: Request, send: Send): Promise<Response> {
  let asked = request
  for (let count = 0; ; count++) {
    const answer = await send(asked)
    // In browsers nobody may see where to, and they leave the credential out themselves.
    if (answer.type === 'opaqueredirect') return send(new Request(asked, { redirect: 'follow' }))
    const location = ELSEWHERE.has(answer.status) ? answer.headers.get('location') : null
    if (location === null || !['GET', 'HEAD'].includes(asked.method)) return answer
    await answer.body?.cancel()
    if (count === MOST) throw new BadRedirect(`led on more than ${MOST} times`)
    asked = next(asked, location)
  }
}

function next(asked: Request, location: string): Request {
  const [from, to] = [new URL(asked.url), new URL(location, asked.url)]
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new BadRedirect(`led from https to ${to.protocol}`)
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new BadRedirect(`led to ${to.protocol}`)
  const { method, signal } = asked
  const headers = from.origin === to.origin ? asked.headers : new Headers({ accept: '*/*' })
  return new Request(to, { method, signal, headers, redirect: 'manual' })
}
