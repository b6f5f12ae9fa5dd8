import { MAX_BODY_BYTES, readLimited } from './read-limited.ts'

/** A request from which the credential has been taken out, wherever it stood. */
export interface Presented {
  request: Request
  url: URL
  /** As the header would have it. */
  authorization: string | undefined
}

const NAME = 'access_token'

/**
 * RFC 6750: a token stands in the header, else in the form, else in the address of what is no POST. It is taken out of
 * both, so that no link, redirect or file that is made of them carries it on.
 */
export async function presented(request: Request, url: URL): Promise<Presented> {
  const header = request.headers.get('authorization')
  if (header) return { request, url, authorization: header }
  if (url.searchParams.has(NAME)) return inAddress(request, url)
  return isSmallForm(request) ? inForm(request, url) : { request, url, authorization: undefined }
}

function inAddress(request: Request, url: URL): Presented {
  const token = url.searchParams.get(NAME)!
  const isTaken = request.method !== 'POST'
  return {
    request: isTaken ? new Request(without(new URL(request.url)), request) : request,
    url: without(url),
    authorization: isTaken ? bearer(token) : undefined,
  }
}

async function inForm(request: Request, url: URL): Promise<Presented> {
  const body = Buffer.concat(await Array.fromAsync(readLimited(request)))
  const { method, headers, signal } = request
  const again = (content: Buffer | string) =>
    new Request(request.url, { method, headers, signal, body: content as BodyInit })
  const fields = body.includes(NAME) ? new URLSearchParams(body.toString()) : undefined
  const token = fields?.get(NAME)
  if (!fields || token === null || token === undefined) return { request: again(body), url, authorization: undefined }
  fields.delete(NAME)
  const rest = again(fields.toString())
  // It told the length of the whole.
  rest.headers.delete('content-length')
  return { request: rest, url, authorization: bearer(token) }
}

/** Larger ones are streamed to who asked for them, and so are those of unknown length. */
function isSmallForm({ method, headers }: Request): boolean {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  return (
    method !== 'GET' &&
    /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '') &&
    length > 0 &&
    length <= MAX_BODY_BYTES
  )
}

function without(url: URL): URL {
  const rest = new URL(url)
  rest.searchParams.delete(NAME)
  return rest
}

const bearer = (token: string): string => `Bearer ${token.trim()}`
