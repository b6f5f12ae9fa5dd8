import { errorIn } from './error.ts'
import { Listing, type Page } from './listing.ts'

/** Where the server is, and as whom it is spoken to. */
export interface Connection {
  /** Such as `http://127.0.0.1:7990`. */
  url: string
  /** An API token, app password or access token; without one the caller is nobody in particular. */
  token?: string | undefined
  /** With it the token is sent as Basic `email:token`, else as Bearer. A username does as well. */
  email?: string | undefined
  /** How often a request is sent again that the server asks to repeat. */
  retries?: number
  /** In the place of the global one. */
  fetch?: (request: Request) => Promise<Response>
}

/** What fills the `{…}` of a path; everything else becomes the query. */
export type Parameters = Readonly<Record<string, Value | readonly Value[] | undefined>>
type Value = string | number | boolean

/** `fields` says what to show: `a,b.c` only these, `+a` these too, `-a` not these. */
export type Shown = { fields?: string | undefined }
export type Listed = Shown & { page?: string | number | undefined; pagelen?: number | undefined }
/** `q` filters, as in `name ~ "site"`; `sort` names one field, backwards with `-` in front. */
export type Filtered = Listed & { q?: string | undefined; sort?: string | undefined }

/** Never waits longer than this, whatever the server says. */
const LONGEST_WAIT_SECONDS = 60

/** Sends what the generated methods describe. */
export class Core {
  readonly #connection: Connection
  readonly #origin: string

  constructor(connection: Connection) {
    this.#connection = connection
    this.#origin = new URL(connection.url).origin
  }

  /** One request, its answer read: the document, the text, other bytes as a blob, or nothing where there is none. */
  async send<T>(method: string, path: string, parameters: Parameters = {}, body?: unknown): Promise<T> {
    return (await read(await this.answer(method, fill(path, parameters), body))) as T
  }

  /** Where the question comes as a body, it is sent with the first page only: the links to the others hold it. */
  list<T>(path: string, parameters: Parameters = {}, body?: unknown): Listing<T> {
    return new Listing(
      () => this.send<Page<T>>(body === undefined ? 'GET' : 'POST', path, parameters, body),
      next => this.#follow<T>(next),
    )
  }

  /** The answer as it came, for what is neither JSON nor text; refusals are thrown. */
  async answer(method: string, path: string, body?: unknown): Promise<Response> {
    const { retries = 3, fetch = globalThis.fetch } = this.#connection
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(this.#request(method, path, body))
      if (answer.ok) return answer
      const seconds = attempt < retries ? pauseBefore(method, answer) : undefined
      if (seconds === undefined) throw await errorIn(answer)
      await answer.body?.cancel()
      await new Promise(resolve => setTimeout(resolve, seconds * 1000))
    }
  }

  /** The credential goes to our server only, whatever origin a link names. */
  async #follow<T>(next: string): Promise<Page<T>> {
    const { pathname, search } = new URL(next)
    return (await read(await this.answer('GET', pathname + search))) as Page<T>
  }

  #request(method: string, path: string, body: unknown): Request {
    const isRaw = typeof body === 'string' || body instanceof FormData || body instanceof URLSearchParams
    return new Request(this.#origin + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
        ...this.#authorization(),
      },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    })
  }

  #authorization(): Record<string, string> {
    const { token, email } = this.#connection
    return token ? { authorization: authorization(token, email) } : {}
  }
}

/** The header of a token, for those who speak to the server by other means as well. */
export function authorization(token: string, email?: string): string {
  if (email === undefined) return `Bearer ${token}`
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${email}:${token}`)))}`
}

function fill(path: string, parameters: Parameters): string {
  const left = new Map(Object.entries(parameters))
  const filled = path.replaceAll(/\{(\w+)(\*?)\}/g, (_, name: string, optional: string) => {
    const value = left.get(name) ?? ''
    left.delete(name)
    if (value === '' && !optional) throw new TypeError(`${name} is missing`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of left)
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  return query.size > 0 ? `${filled}?${query}` : filled
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? 'text/plain'
  if (!/[/+]json|^text\//.test(type)) return answer.blob()
  const text = await answer.text()
  if (text === '') return undefined
  return /[/+]json/.test(type) ? JSON.parse(text) : text
}

/** Seconds, or nothing when the request must not be sent again: after a 503 nobody knows whether a POST has been done. */
function pauseBefore(method: string, { status, headers }: Response): number | undefined {
  const after = headers.get('retry-after')
  if (after === null || !(status === 429 || (status === 503 && method !== 'POST'))) return undefined
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000
  return seconds <= LONGEST_WAIT_SECONDS ? Math.max(0, seconds) : undefined
}
