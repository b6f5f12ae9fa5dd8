import { Budget, type Client, type Credential, createClient, type Tokens, type Waiting } from '@pail/client'
import type { Auth, Config } from '../config/config.ts'
import type { Level } from '../protocol/message.ts'

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

/** Who is told of what happens on the way. */
interface Listeners {
  onWait(waiting: Waiting): void
  onTokens(tokens: Tokens): Promise<void>
  onAnswer(line: string): void
}

const RETRIES = 6
/** The real service counts the requests of an hour. */
const LONGEST_PAUSE_SECONDS = 3700

/** The one client of a run, with the one budget that all its readers share. */
export function connect({ url, auth }: Config, options: Options, listeners: Listeners): Client {
  const { signal, fetch, retries = RETRIES, timeoutSeconds } = options
  const client = createClient({
    url,
    auth: credentialOf(auth, listeners),
    retries,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    longestPauseSeconds: LONGEST_PAUSE_SECONDS,
    budget: Budget.of(originOf(url), listeners.onWait),
    fetch: watched(fetch ?? (request => globalThis.fetch(request)), listeners),
    headers: { 'user-agent': 'pail-source-bitbucket', ...(isNear(url) && { 'accept-encoding': 'identity' }) },
  })
  return signal ? client.with({ signal }) : client
}

function credentialOf(auth: Auth, { onTokens }: Listeners): Credential {
  if (auth.type === 'access_token') return auth.access_token
  if (auth.type === 'api_token') return { username: auth.email, password: auth.api_token }
  const { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken } = auth
  return { clientId, clientSecret, ...(refreshToken && { refreshToken }), onTokens }
}

type Fetch = (request: Request) => Promise<Response>

const watched =
  (ask: Fetch, { onAnswer }: Listeners): Fetch =>
  async request => {
    const from = Date.now()
    const { pathname, search } = new URL(request.url)
    const name = `${request.method} ${pathname}${search}`
    try {
      const answer = await ask(request)
      onAnswer(`${name} ${answer.status} after ${Date.now() - from} ms`)
      return answer
    } catch (error) {
      onAnswer(`${name} failed after ${Date.now() - from} ms: ${String(error)}`)
      throw error
    }
  }

/** Packing what does not leave the machine costs more than it saves. */
const isNear = (url: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(originOf(url)).hostname)

const originOf = (url: string): string => new URL(url.includes('://') ? url : `https://${url}`).origin
