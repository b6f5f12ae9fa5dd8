import type { Client, Tokens, Waiting } from '@pail/client'
import type { Config } from '../config/config.ts'
import type { Message } from '../protocol/message.ts'
import { instantOf } from '../state/instant.ts'
import { connect, type Options } from './connect.ts'
import { linked, steady } from './pages.ts'
import type { Report } from './report.ts'
import type { Repository } from './slice.ts'

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
    this.client = connect(config, options, {
      onWait: waiting => this.#wait(waiting),
      onTokens: tokens => this.#keep(tokens),
      onAnswer: line => report.log('DEBUG', line),
    })
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

  /** A refresh token that changes with its use has to be kept, or the next run cannot begin. */
  async #keep({ accessToken, refreshToken }: Tokens): Promise<void> {
    const { auth, secrets, given } = this.config
    for (const secret of [accessToken, refreshToken]) if (secret) secrets.add(secret)
    if (auth.type !== 'oauth' || !refreshToken || refreshToken === auth.refresh_token) return
    auth.refresh_token = refreshToken
    const config = { ...given, credentials: { ...(given.credentials as object), refresh_token: refreshToken } }
    const control = { type: 'CONNECTOR_CONFIG', emitted_at: Date.now(), connectorConfig: { config } } as const
    await this.push([{ type: 'CONTROL', control }])
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
