/** The standard error object, as every refusal carries it. */
export interface ErrorObject {
  message: string
  /** A longer explanation, or facts for programs. */
  detail?: unknown
  /** Input member to what is wrong with it. */
  fields?: Record<string, string | string[]>
  data?: Record<string, unknown>
  /** Names the request in the server's log. */
  id?: string
}

/**
 * The server's refusal.
 *
 * @example
 * await client.repositories.get({ workspace: 'acme', repo_slug: 'site' }).catch(error => {
 *   if (error instanceof ApiError && error.status === 404) return undefined
 *   throw error
 * })
 */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly error: ErrorObject
  /** Of the answer. */
  readonly headers: Headers
  /** What was asked, without credentials: `GET /2.0/user`. */
  readonly request: string
  /** What the answer said, as it came. */
  readonly text: string

  constructor(status: number, error: ErrorObject, { headers = new Headers(), request = '', text = '' } = {}) {
    super(error.message)
    this.status = status
    this.error = error
    this.headers = headers
    this.request = request
    this.text = text
  }

  /** Scopes that the credential would have needed, where the refusal names them. */
  get missingScopes(): string[] {
    const { required, granted } = (this.error.detail ?? {}) as { required?: unknown; granted?: unknown }
    const wanted = list(required) ?? list(this.headers.get('x-accepted-oauth-scopes')) ?? []
    const given = list(granted) ?? list(this.headers.get('x-oauth-scopes')) ?? []
    return this.status === 403 ? wanted.filter(scope => !given.includes(scope)) : []
  }
}

/** An answer that is not what it should be: cut off, no JSON, pages that lead in circles. */
export class Broken extends Error {
  override name = 'Broken'
}

function list(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : undefined
}

/** As much of an answer as a refusal is read from. */
type Refusing = Pick<Response, 'status' | 'statusText' | 'headers' | 'text'>

/** Reads the refusal in an answer, also where something between us and the server wrote it. */
export async function errorIn(answer: Refusing, { method, url }: { method: string; url: string }): Promise<ApiError> {
  const text = await answer.text().catch(() => '')
  const { pathname, search } = new URL(url)
  const about = { headers: answer.headers, request: `${method} ${pathname}${search}`, text }
  return new ApiError(answer.status, objectIn(text) ?? { message: plainIn(answer, text) }, about)
}

const LONGEST_PLAIN = 200

/** Some refusals are a line of text: of too many requests, for one. Pages of proxies are told by their status. */
function plainIn({ status, statusText, headers }: Refusing, text: string): string {
  const isPlain = /^text\/plain/.test(headers.get('content-type') ?? '')
  return isPlain && text !== '' && text.length <= LONGEST_PLAIN ? text.trim() : `${status} ${statusText}`.trim()
}

function objectIn(text: string): ErrorObject | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: ErrorObject }
    return typeof error?.message === 'string' ? error : undefined
  } catch {
    return undefined
  }
}
