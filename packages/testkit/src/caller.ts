/** An answer with its document already read. */
export interface Answered {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  body: any
}

interface Sent {
  body?: unknown
  headers?: Record<string, string>
}

/** Speaks as one person: paths are given from `/2.0`, or from the root when they begin with another segment. */
export interface Caller {
  get(path: string, sent?: Sent): Promise<Answered>
  post(path: string, body?: unknown, sent?: Sent): Promise<Answered>
  put(path: string, body?: unknown, sent?: Sent): Promise<Answered>
  delete(path: string, sent?: Sent): Promise<Answered>
  send(method: string, path: string, sent?: Sent): Promise<Answered>
}

export const ORIGIN = 'http://pail.test'

/** A caller for anything that answers requests; without a token it is nobody in particular. */
export function caller(fetch: (request: Request) => Response | Promise<Response>, token?: string): Caller {
  const send = async (method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answered> => {
    const isJson =
      body !== undefined &&
      typeof body !== 'string' &&
      !(body instanceof URLSearchParams) &&
      !(body instanceof FormData)
    const answer = await fetch(
      new Request(ORIGIN + path, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(isJson && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: (isJson ? JSON.stringify(body) : body) as BodyInit }),
      }),
    )
    const text = await answer.text()
    const isDocument = answer.headers.get('content-type')?.includes('/json') && text !== ''
    return { status: answer.status, headers: answer.headers, body: isDocument ? JSON.parse(text) : text }
  }
  return {
    send,
    get: (path, sent) => send('GET', path, sent),
    post: (path, body, sent) => send('POST', path, { ...sent, body }),
    put: (path, body, sent) => send('PUT', path, { ...sent, body }),
    delete: (path, sent) => send('DELETE', path, sent),
  }
}
