import { ORIGIN } from './caller.ts'

/** A page or a redirect, as a browser got it. */
export interface Visited {
  status: number
  headers: Headers
  text: string
  /** Where it leads, with the address of the server left off. */
  location: string | undefined
  /** The hidden fields of its last form. */
  hidden: Record<string, string>
}

/** Keeps cookies and fills in forms; follows no redirect and runs no script. */
export interface Browser {
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Visited>
  /** Sends fields as a form does. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Visited>
  /** Loads a page and sends the last form on it with these fields filled in. */
  fill(page: string, to: string, fields?: Record<string, string>): Promise<Visited>
}

export function browser(fetch: (request: Request) => Response | Promise<Response>, origin = ORIGIN): Browser {
  const cookies = new Map<string, string>()
  const visit = async (path: string, init: RequestInit, headers: Record<string, string>): Promise<Visited> => {
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const all = { ...(cookie && { cookie }), ...headers }
    const answer = await fetch(new Request(origin + path, { ...init, headers: all, redirect: 'manual' }))
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', ...value] = line.split(';')[0]!.split('=')
      if (/; Max-Age=0\b/.test(line)) cookies.delete(name)
      else cookies.set(name, value.join('='))
    }
    const text = await answer.text()
    const location = answer.headers.get('location')?.replace(origin, '')
    return { status: answer.status, headers: answer.headers, text, location, hidden: hiddenIn(text) }
  }
  const post: Browser['post'] = (path, fields, headers = {}) =>
    visit(path, { method: 'POST', body: new URLSearchParams(fields) }, { origin, ...headers })
  return {
    cookies,
    get: (path, headers = {}) => visit(path, {}, headers),
    post,
    fill: async (page, to, fields = {}) => post(to, { ...(await visit(page, {}, {})).hidden, ...fields }),
  }
}

function hiddenIn(text: string): Record<string, string> {
  const form = text.split('<form').at(-1)!
  const found = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...found].map(([, name, value]) => [name!, plain(value!)]))
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
