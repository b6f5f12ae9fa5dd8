import { authorization, basic, type Credential, isConsumer, type OAuthConsumer, type Tokens } from './credential.ts'
import { errorIn } from './error.ts'

type Send = (request: Request) => Promise<Response>

/** A token that ends within this time is renewed before it is used. */
const MARGIN_MS = 60_000

/** Gives every request its `Authorization`, and renews what can be renewed. */
export class Authorizer {
  readonly #credential: Credential | undefined
  readonly #origin: string
  readonly #send: Send
  #tokens: Tokens | undefined
  #renewal: Promise<Tokens> | undefined

  constructor(credential: Credential | undefined, origin: string, send: Send) {
    this.#credential = credential
    this.#origin = origin
    this.#send = send
  }

  async header(): Promise<string | undefined> {
    const credential = this.#credential
    if (credential === undefined || credential === '') return undefined
    if (typeof credential === 'function') return credential()
    if (!isConsumer(credential)) return authorization(credential)
    return `Bearer ${(await this.#current(credential)).accessToken}`
  }

  /** After a 401: whether another try could end differently. The header is the one that was refused. */
  async renew(refused: string | undefined): Promise<boolean> {
    if (this.#credential === undefined || typeof this.#credential === 'string' || !isConsumer(this.#credential))
      return false
    if (refused === `Bearer ${this.#tokens?.accessToken}`) this.#tokens = { ...this.#tokens!, expiresAt: new Date(0) }
    return (await this.header()) !== refused
  }

  async #current(consumer: OAuthConsumer): Promise<Tokens> {
    const { expiresAt } = this.#tokens ?? {}
    if (this.#tokens && (expiresAt === undefined || expiresAt.getTime() > Date.now() + MARGIN_MS)) return this.#tokens
    // Many requests may find the token ended at once: a refresh token that changes with each use is used once.
    this.#renewal ??= this.#ask(consumer).finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  async #ask(consumer: OAuthConsumer): Promise<Tokens> {
    const refreshToken = this.#tokens?.refreshToken ?? consumer.refreshToken
    const form = new URLSearchParams(
      refreshToken === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: refreshToken },
    )
    const request = new Request(consumer.tokenUrl ?? tokenUrl(this.#origin), {
      method: 'POST',
      headers: { accept: 'application/json', authorization: basic(consumer.clientId, consumer.clientSecret) },
      body: form,
      redirect: 'error',
    })
    const answer = await this.#send(request)
    if (!answer.ok) throw await errorIn(answer, request)
    this.#tokens = tokensIn(await answer.json(), refreshToken)
    await consumer.onTokens?.(this.#tokens)
    return this.#tokens
  }
}

interface Granted {
  access_token: string
  refresh_token?: string
  expires_in?: number
}

function tokensIn({ access_token, refresh_token, expires_in }: Granted, used: string | undefined): Tokens {
  const refreshToken = refresh_token ?? used
  return {
    accessToken: access_token,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(expires_in !== undefined && { expiresAt: new Date(Date.now() + expires_in * 1000) }),
  }
}

/** The cloud hands tokens out on the host of its pages, not on that of its API. */
function tokenUrl(origin: string): string {
  const { host } = new URL(origin)
  return host === 'api.bitbucket.org'
    ? 'https://bitbucket.org/site/oauth2/access_token'
    : `${origin}/site/oauth2/access_token`
}
