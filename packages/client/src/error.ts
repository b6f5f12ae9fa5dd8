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

  constructor(status: number, error: ErrorObject) {
    super(error.message)
    this.status = status
    this.error = error
  }
}

/** Reads the refusal in an answer, also where something between us and the server wrote it. */
export async function errorIn(answer: Response): Promise<ApiError> {
  const text = await answer.text()
  return new ApiError(answer.status, objectIn(text) ?? { message: `${answer.status} ${answer.statusText}`.trim() })
}

function objectIn(text: string): ErrorObject | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: ErrorObject }
    return typeof error?.message === 'string' ? error : undefined
  } catch {
    return undefined
  }
}
