import { type ApiError, errorIn } from '@pail/client'
import type { Heard } from './exchange.ts'
import { told } from './output.ts'
import type { RefusedOutput } from './outputs.ts'

/** The server's refusal, with the output that tells of it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  /** Scopes that the token would have needed. */
  readonly missingScopes: readonly string[]
  readonly output: RefusedOutput

  constructor(error: ApiError, output: RefusedOutput) {
    super(sentence(error))
    this.status = error.status
    this.missingScopes = error.missingScopes
    this.output = output
  }
}

/** Reads the refusal in what came back. */
export async function refusalIn(heard: Heard<unknown>, asked: { method: string; url: string }): Promise<Refused> {
  const { status, reason = '', headers, text = '' } = heard
  const error = await errorIn(
    { status, statusText: reason, headers: new Headers(headers), text: async () => text },
    asked,
  )
  return new Refused(error, { ...told(heard), ...bodyIn(text) })
}

function bodyIn(text: string): Pick<RefusedOutput, 'json_body' | 'response_text'> {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return { json_body: body }
  } catch {}
  return { response_text: text }
}

function sentence({ status, message, missingScopes, headers, error }: ApiError): string {
  const detail = typeof error.detail === 'string' && error.detail !== message ? ` ${error.detail}` : ''
  const said = `${message}${detail}`
  if (missingScopes.length > 0) return `The token lacks ${missingScopes.join(', ')}: ${said}`
  if (status === 401) return `The token is not accepted; it is wrong, has ended or was taken back: ${said}`
  const seconds = headers.get('retry-after')
  if (status === 429) return `Too many requests${seconds ? `, to be repeated after: ${seconds}` : ''}: ${said}`
  return said
}
