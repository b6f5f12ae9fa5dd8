import { Authorizer } from './authorizer.ts'
import { Budget } from './budget.ts'
import type { Credential } from './credential.ts'
import { errorIn } from './error.ts'
import { pause } from './pause.ts'
import { followed } from './redirect.ts'
import { type Outcome, type Patience, pauseBefore, retryAfter } from './retry.ts'
import { rootOf } from './root.ts'

/** Where the server is, as whom it is spoken to, and how patiently. */
export interface Connection extends Patience {
  /** A host or an API root: `https://git.example.com`, `https://api.bitbucket.org/2.0`, with or without a slash behind. */
  url: string
  /** Without one the caller is nobody in particular. */
  auth?: Credential | undefined
  /** To be shared with other clients of the same credential; each has its own when left out. */
  budget?: Budget
  /** In the place of the global one: for proxies, certificates, tests. */
  fetch?: (request: Request) => Promise<Response>
  /** Sent along with every request to the server, as `User-Agent` is. */
  headers?: Readonly<Record<string, string>>
  /** Seconds until an answer must have begun; 60 when left out. Files may take as long as they take to be sent. */
  timeoutSeconds?: number
}

/** One request, before it has its credential. */
export interface Call {
  method: string
  /** Path and query, on our server. */
  path: string
  /** A document, or what is sent as it is; a function gives a new stream for each try. */
  body?: unknown
  accept?: string
  headers?: Readonly<Record<string, string>>
  signal?: AbortSignal | undefined
}

/** Sends requests with their credential, within the budget, again where that may help. */
export class Transport {
  /** Without a slash at its end, and without `/2.0`. */
  readonly root: string
  readonly budget: Budget
  readonly #connection: Connection
  readonly #fetch: (request: Request) => Promise<Response>
  readonly #authorizer: Authorizer

  constructor(connection: Connection) {
    this.root = rootOf(connection.url)
    this.#connection = connection
    this.#fetch = connection.fetch ?? (request => globalThis.fetch(request))
    this.budget = connection.budget ?? Budget.of(this.root)
    this.#authorizer = new Authorizer(connection.auth, new URL(this.root).origin, this.#fetch)
  }

  /** How long may pass until an answer begins, and then until a document is there whole. */
  get timeoutSeconds(): number {
    return this.#connection.timeoutSeconds ?? 60
  }

  /** The answer as it came; refusals are thrown. */
  async answer(call: Call): Promise<Response> {
    const { retries = 4, longestPauseSeconds: longest = 60 } = this.#connection
    let isRenewed = false
    for (let attempt = 0; ; attempt++) {
      const { request, outcome } = await this.#try(call)
      if (outcome instanceof Response && outcome.ok) return outcome
      if (!isRenewed && isRefusal(outcome) && (await this.#authorizer.renew(authorizationOf(request)))) {
        isRenewed = true
        await outcome.body?.cancel()
        continue
      }
      const seconds =
        attempt < retries && !isStream(call.body) ? this.#pause(call, outcome, { attempt, longest }) : undefined
      if (seconds === undefined) throw outcome instanceof Response ? await errorIn(outcome, request) : outcome.failure
      if (outcome instanceof Response) await outcome.body?.cancel()
      await pause(seconds, call.signal)
    }
  }

  #pause(call: Call, outcome: Outcome, on: { attempt: number; longest: number }): number | undefined {
    const seconds = pauseBefore(call.method, outcome, on)
    const isTooOften = 'status' in outcome && outcome.status === 429
    // Whoever else shares the budget would be refused as well.
    if (!isTooOften) return seconds
    const asked = retryAfter(outcome.headers)
    if (asked === undefined) this.budget.learn()
    this.budget.hold(seconds ?? asked ?? 0)
    // It waits with them, and who watches the budget is told.
    return seconds === undefined ? undefined : 0
  }

  async #try(call: Call): Promise<{ request: Request; outcome: Response | { failure: unknown } }> {
    await this.budget.take(call.signal)
    const authorization = await this.#authorizer.header()
    const within = isSentSlowly(call.body) ? unbounded(call.signal) : deadline(this.timeoutSeconds, call.signal)
    const request = this.#request(call, authorization, within.signal)
    try {
      const answer = await followed(request, this.#fetch)
      this.budget.heed(answer.headers)
      return { request, outcome: answer }
    } catch (failure) {
      call.signal?.throwIfAborted()
      return { request, outcome: { failure } }
    } finally {
      within.isMet()
    }
  }

  #request(call: Call, authorization: string | undefined, signal: AbortSignal): Request {
    const body = typeof call.body === 'function' ? call.body() : call.body
    const isRaw = typeof body === 'string' || RAW.some(kind => body instanceof kind)
    return new Request(this.#address(call.path), {
      method: call.method,
      signal,
      redirect: 'manual',
      headers: {
        accept: call.accept ?? 'application/json',
        ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
        ...this.#connection.headers,
        ...call.headers,
        ...(authorization !== undefined && { authorization }),
      },
      ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
      ...(isStream(body) && { duplex: 'half' }),
    })
  }

  /** The credential goes to our server only, whatever origin a link names. */
  #address(path: string): string {
    return path.startsWith('/')
      ? this.root + path
      : new URL(new URL(path).pathname + new URL(path).search, this.root).href
  }
}

/** What is sent as it is; anything else is a document. */
const RAW = [FormData, URLSearchParams, Blob, ReadableStream, Uint8Array]

/** Can be sent once only. */
const isStream = (body: unknown): boolean => body instanceof ReadableStream

/** Gigabytes, perhaps. */
const isSentSlowly = (body: unknown): boolean =>
  [FormData, Blob, ReadableStream, Function].some(kind => body instanceof kind)

const isRefusal = (outcome: Response | { failure: unknown }): outcome is Response =>
  outcome instanceof Response && outcome.status === 401

const authorizationOf = (request: Request): string | undefined => request.headers.get('authorization') ?? undefined

const unbounded = (signal = new AbortController().signal) => ({ signal, isMet() {} })

/** Ends a request whose answer does not begin in time; what comes after the beginning may take as long as it takes. */
function deadline(seconds: number, signal?: AbortSignal): { signal: AbortSignal; isMet(): void } {
  const control = new AbortController()
  const timer = setTimeout(
    () => control.abort(new DOMException('No answer came in time', 'TimeoutError')),
    seconds * 1000,
  )
  return {
    signal: signal ? AbortSignal.any([signal, control.signal]) : control.signal,
    isMet: () => clearTimeout(timer),
  }
}
