import { Budget, type Client, type Credential, createClient, type Tokens, type Waiting } from '@pail/client'
import type { Auth, Config } from '../config/config.ts'
import type { Level, Message } from '../protocol/message.ts'
import { instantOf } from '../state/instant.ts'
import { linked, steady } from './pages.ts'
import type { Report } from './report.ts'
import type { Repository } from './slice.ts'

/** What whoever calls the source may choose. */
export interface Options {
  /** Ends it; states of what has been read come before the end. */
  signal?: AbortSignal
  /** In the place of the global one. */
  fetch?: (request: Request) => Promise<Response>
  /** The least urgent messages that are said; INFO when left out. */
  level?: Level
  /** How often a request is sent again; 6 when left out. */
  retries?: number
  /** How long an answer may take to begin; 60 when left out. */
  timeoutSeconds?: number
}

const RETRIES = 6
/** The real service counts the requests of an hour. */
const LONGEST_PAUSE_SECONDS = 3700
const LISTED = 'uuid,slug,full_name,updated_on,has_issues,mainbranch.name'

/** One run: who asks, what has been found out, and what is being read at the moment. */
export class Session {
  readonly config: Config
  readonly client: Client
  readonly now = Date.now()
  readonly report: Report
  readonly signal: AbortSignal | undefined
  /** The stream that waits when the server makes us wait. */
  stream: string | undefined
  readonly #push: (messages: Message[]) => Promise<void>
  #repositories: Promise<Repository[]> | undefined
  #announced = 0

  constructor(config: Config, report: Report, { push, ...options }: Options & { push: Session['push'] }) {
    this.config = config
    this.report = report
    this.#push = push
    this.signal = options.signal
    this.client = this.#connect(options)
  }

  /** Sortable. */
  get started(): string {
    return instantOf(this.now)
  }

  get workspace(): string {
    return encodeURIComponent(this.config.workspace)
  }

  push(messages: Message[]): Promise<void> {
    return this.#push(messages)
  }

  /** Asked for once. */
  repositories(): Promise<Repository[]> {
    this.#repositories ??= this.#list()
    return this.#repositories
  }

  async #list(): Promise<Repository[]> {
    const fields = `next,size,${LISTED.split(',').map(name => `values.${name}`)}`
    const found = new Map<string, Repository>()
    const pages = () => linked(this.client, `/2.0/repositories/${this.workspace}`, { pagelen: 100, fields })
    for await (const { values } of steady(pages, ({ uuid }) => String(uuid)))
      for (const repository of values as unknown as Repository[]) found.set(repository.uuid, repository)
    return [...found.values()]
  }

  #connect({ signal, fetch, retries = RETRIES, timeoutSeconds }: Options): Client {
    const { url, auth } = this.config
    const ask = fetch ?? (request => globalThis.fetch(request))
    const client = createClient({
      url,
      auth: this.#credential(auth),
      retries,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
      longestPauseSeconds: LONGEST_PAUSE_SECONDS,
      budget: Budget.of(addressOf(url), waiting => this.#wait(waiting)),
      fetch: request => this.#watched(request, ask),
      headers: { 'user-agent': 'pail-source-bitbucket', ...(isNear(url) && { 'accept-encoding': 'identity' }) },
    })
    return signal ? client.with({ signal }) : client
  }

  #credential(auth: Auth): Credential {
    if (auth.type === 'access_token') return auth.access_token
    if (auth.type === 'api_token') return { username: auth.email, password: auth.api_token }
    return {
      clientId: auth.client_id,
      clientSecret: auth.client_secret,
      ...(auth.refresh_token && { refreshToken: auth.refresh_token }),
      onTokens: tokens => this.#keep(auth, tokens),
    }
  }

  /** A refresh token that changes with its use has to be kept, or the next run cannot begin. */
  async #keep(auth: Auth & { type: 'oauth' }, { accessToken, refreshToken }: Tokens): Promise<void> {
    const { secrets, given } = this.config
    for (const secret of [accessToken, refreshToken]) if (secret) secrets.add(secret)
    if (!refreshToken || refreshToken === auth.refresh_token) return
    auth.refresh_token = refreshToken
    const config = { ...given, credentials: { ...(given.credentials as object), refresh_token: refreshToken } }
    const control = { type: 'CONNECTOR_CONFIG', emitted_at: Date.now(), connectorConfig: { config } } as const
    await this.push([{ type: 'CONTROL', control }])
  }

  async #watched(request: Request, ask: (request: Request) => Promise<Response>): Promise<Response> {
    const from = Date.now()
    const { pathname, search } = new URL(request.url)
    const name = `${request.method} ${pathname}${search}`
    try {
      const answer = await ask(request)
      this.report.log('DEBUG', `${name} ${answer.status} after ${Date.now() - from} ms`)
      return answer
    } catch (error) {
      this.report.log('DEBUG', `${name} failed after ${Date.now() - from} ms: ${String(error)}`)
      throw error
    }
  }

  /** All who ask wait for the same moment; it is said once. */
  #wait({ seconds, reason }: Waiting): void {
    const until = Date.now() + Math.ceil(seconds * 1000)
    if (seconds < 1 || until < this.#announced + 1000) return
    this.#announced = until
    if (this.stream !== undefined) this.report.status(this.stream, 'RUNNING', until)
    const why = reason === 'asked' ? 'the server asks for it' : 'the requests of this hour are used up'
    this.report.log('INFO', `Waiting ${Math.ceil(seconds)} s, as ${why}`)
  }
}

/** Packing what does not leave the machine costs more than it saves. */
const isNear = (url: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(addressOf(url)).hostname)

const addressOf = (url: string): string => new URL(url.includes('://') ? url : `https://${url}`).origin
