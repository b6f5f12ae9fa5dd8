import type { ServerResponse } from 'node:http'

/** Something that goes wrong with the next requests that fit, so often. */
export interface Fault {
  /** Method, path and query: `GET /2.0/repositories/acme?pagelen=100`. */
  on: RegExp
  times: number
  /** Answers in the place of the server; `usual` is what it would have said. */
  play(response: ServerResponse, usual: string): void
}

type Play = Fault['play']

/** A refusal for having asked too often, with `Retry-After` in one of its forms, or without. */
export const throttled =
  (retryAfter?: string | (() => string)): Play =>
  response => {
    const value = typeof retryAfter === 'function' ? retryAfter() : retryAfter
    response.writeHead(429, { 'content-type': 'text/plain', ...(value !== undefined && { 'retry-after': value }) })
    response.end('Rate limit for this resource has been exceeded')
  }

/** A page of a proxy, as 502 and 503 are, or 555. */
export const failing =
  (status: number): Play =>
  response => {
    response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '0' })
    response.end('<html><body>Something went wrong</body></html>')
  }

/** The connection breaks in the middle of the answer. */
export const reset: Play = (response, usual) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(usual) })
  response.write(usual.slice(0, usual.length / 2), () => response.destroy())
}

/** The answer never begins. */
export const silence: Play = () => {}

/** The answer is cut off, and says that it is whole. */
export const garbled: Play = (response, usual) => said(response, usual.slice(0, -usual.length / 3))

/** A page without its values. */
export const hollow: Play = response => said(response, '{"pagelen":100,"page":1}')

/** Each page leads to itself. */
export const circling: Play = (response, usual) => {
  const { host } = response.req.headers
  said(response, JSON.stringify({ ...JSON.parse(usual), next: `http://${host}${response.req.url}` }))
}

export const said = (response: ServerResponse, body: string, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(body)
}
