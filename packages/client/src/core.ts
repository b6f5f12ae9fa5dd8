import { type Download, downloadOf } from './download.ts'
import { Broken } from './error.ts'
import { Listing, type Page } from './listing.ts'
import { type Call, type Connection, Transport } from './transport.ts'

/** What fills the `{…}` of a path; everything else becomes the query. */
export type Parameters = Readonly<Record<string, Value | readonly Value[] | undefined>>
type Value = string | number | boolean

/** `fields` says what to show: `a,b.c` only these, `+a` these too, `-a` not these. */
export type Shown = { fields?: string | undefined }
export type Listed = Shown & { page?: string | number | undefined; pagelen?: number | undefined }
/** `q` filters, as in `name ~ "site"`; `sort` names one field, backwards with `-` in front. */
export type Filtered = Listed & { q?: string | undefined; sort?: string | undefined }

/** What some calls have in common. */
export interface Options {
  /** Ends the calls, their pauses and what is still being read of their answers. */
  signal?: AbortSignal
  headers?: Readonly<Record<string, string>>
}

/** How often an answer that breaks off is asked for anew. */
const MOST_BROKEN = 2

/** Sends what the generated methods describe. */
export class Core {
  readonly #transport: Transport
  readonly #options: Options

  constructor(connection: Connection | Transport, options: Options = {}) {
    this.#transport = connection instanceof Transport ? connection : new Transport(connection)
    this.#options = options
  }

  /** Where requests go: the server's address, without `/2.0`. */
  get root(): string {
    return this.#transport.root
  }

  /** The same server, credential and budget, with other options. */
  with(options: Options): Core {
    return new Core(this.#transport, { ...this.#options, ...options })
  }

  /** One request, its answer read: the document, the text, other bytes as a blob, or nothing where there is none. */
  async send<T>(method: string, path: string, parameters: Parameters = {}, body?: unknown): Promise<T> {
    return this.#whole<T>({ method, path: fill(path, parameters), body })
  }

  /** Where the question comes as a body, it is sent with the first page only: the links to the others hold it. */
  list<T>(path: string, parameters: Parameters = {}, body?: unknown): Listing<T> {
    return new Listing(
      () => this.send<Page<T>>(body === undefined ? 'GET' : 'POST', path, parameters, body),
      next => this.#whole<Page<T>>({ method: 'GET', path: next }),
    )
  }

  /** The answer as it came, its body unread; refusals are thrown. */
  answer(method: string, path: string, body?: unknown): Promise<Response> {
    return this.#answer({ method, path, body })
  }

  /** Bytes as they come, wherever the server leads to. */
  async download(path: string, parameters: Parameters = {}): Promise<Download> {
    return downloadOf(await this.#answer({ method: 'GET', path: fill(path, parameters), accept: '*/*' }))
  }

  #answer(call: Call): Promise<Response> {
    const { signal, headers } = this.#options
    return this.#transport.answer({ signal, ...call, headers: { ...headers, ...call.headers } })
  }

  async #whole<T>(call: Call): Promise<T> {
    for (let tries = 0; ; tries++) {
      const control = new AbortController()
      const { signal } = this.#options
      const answer = await this.#answer({
        ...call,
        signal: signal ? AbortSignal.any([signal, control.signal]) : control.signal,
      })
      const timer = isDocument(answer) && setTimeout(() => control.abort(), this.#transport.timeoutSeconds * 1000)
      try {
        return (await read(answer)) as T
      } catch (cause) {
        this.#options.signal?.throwIfAborted()
        if (call.method === 'GET' && tries < MOST_BROKEN) continue
        throw new Broken(`The answer to ${call.method} ${call.path} could not be read to its end`, { cause })
      } finally {
        if (timer) clearTimeout(timer)
      }
    }
  }
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
  if (query.size === 0) return filled
  return `${filled}${filled.includes('?') ? '&' : '?'}${query}`
}

const isDocument = (answer: Response): boolean => /[/+]json/.test(answer.headers.get('content-type') ?? '')

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? 'text/plain'
  if (!/[/+]json|^text\//.test(type)) return answer.blob()
  const text = await answer.text()
  if (text === '') return undefined
  return /[/+]json/.test(type) ? JSON.parse(text) : text
}
