import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from '@pail/testkit'
import type { Place } from '../testing.ts'
import { filesIn } from './form.ts'
import { API, page, STORE } from './recorded.ts'

/** Of the recorded cloud: what a credential may do. */
export const TOKENS: Record<string, string> = {
  'cloud-token-that-writes': 'repository:write, repository, webhook',
  'cloud-token-that-reads': 'repository, webhook',
}
const [token = '', reader = ''] = Object.keys(TOKENS)

/** What happens to one request in the place of its answer. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void

/** A server with the shapes that Bitbucket Cloud was recorded with, and the store that it leads to. */
export interface Cloud extends Place {
  files: Map<string, Uint8Array>
  /** Taken one after the other by the requests to the API, or to the store, that come next. */
  faults: { api: Fault[]; store: Fault[] }
  /** What was asked, with the headers it came with. */
  asked: { at: 'api' | 'store'; line: string; headers: IncomingMessage['headers'] }[]
  /** Where the store is. */
  store: string
  /** Answers as the API does, wherever it is asked. */
  serve: Fault
  close(): Promise<void>
}

const AT = /^\/2\.0\/repositories\/([^/]+)\/([^/]+)\/downloads(?:\/([^/]+))?$/

export async function openCloud(): Promise<Cloud> {
  const files: Cloud['files'] = new Map()
  const faults: Cloud['faults'] = { api: [], store: [] }
  const asked: Cloud['asked'] = []
  const through = (at: 'api' | 'store', answer: Fault) =>
    listen((request, response) => {
      asked.push({ at, line: `${request.method} ${request.url}`, headers: request.headers })
      ;(faults[at].shift() ?? answer)(request, response)
    })
  const store = await through('store', (request, response) => hand(files, request, response))
  const answers: Fault = (request, response) => void serve({ files, store: store.origin }, request, response)
  const api = await through('api', answers)
  return {
    serve: answers,
    ...{ files, faults, asked, token, reader, store: store.origin, url: api.origin },
    workspace: '{23bad0dd-8e8c-4990-8679-0914c76e8edb}',
    repo_slug: '{bc6ba91b-ba02-4abb-9a15-5e5634f82c22}',
    async close() {
      await Promise.all([api.close(), store.close()])
    },
  }
}

const error = (message: string, more: object = {}) => ({ type: 'error', error: { message, ...more } })

async function serve(
  world: { files: Cloud['files']; store: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body?: object, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      ...API,
      ...(body && { 'content-type': 'application/json; charset=utf-8' }),
      ...headers,
    })
    response.end(body && JSON.stringify(body))
  }
  const granted = TOKENS[request.headers.authorization?.replace(/^Bearer /, '') ?? '']
  if (granted === undefined) return say(401, error('Token is invalid, expired, or not supported for this endpoint.'))
  const url = new URL(request.url ?? '', 'http://cloud.test')
  const [path, workspace = '', , name] = AT.exec(url.pathname) ?? []
  if (path === undefined) return say(404, error('Resource not found'))
  if (!decodeURIComponent(workspace).startsWith('{'))
    return say(404, error(`No workspace with identifier '${workspace}'.`))
  const needed = request.method === 'GET' ? 'repository' : 'repository:write'
  if (!granted.split(', ').includes(needed)) {
    const detail = { required: [needed], granted: granted.split(', ') }
    return say(403, error('Your credentials lack one or more required privilege scopes.', { detail }))
  }
  await answer(world, { request, url, name: name && decodeURIComponent(name) }, say)
}

async function answer(
  { files, store }: { files: Cloud['files']; store: string },
  { request, url, name }: { request: IncomingMessage; url: URL; name: string | undefined },
  say: (status: number, body?: object, headers?: Record<string, string>) => void,
): Promise<void> {
  if (request.method === 'POST') {
    for (const [sent, content] of await filesIn(request)) files.set(sent, content)
    return say(201)
  }
  if (name === undefined) return say(200, page(files, `http://${request.headers.host}`, url))
  if (!files.has(name)) return say(404, error(`The requested file ${name} was not found`))
  if (request.method === 'GET') {
    const location = `${store}/bucket/${encodeURIComponent(name)}?Signature=signed&Expires=1`
    return say(302, undefined, { location })
  }
  files.delete(name)
  say(204, undefined, { 'content-type': 'text/html; charset=utf-8' })
}

/** The store refuses a second credential, as the real one does. */
function hand(files: Cloud['files'], request: IncomingMessage, response: ServerResponse): void {
  const name = decodeURIComponent(/^\/bucket\/([^?]+)/.exec(request.url ?? '')?.[1] ?? '')
  const content = files.get(name)
  if (request.headers.authorization !== undefined || content === undefined) {
    response.writeHead(400, { 'content-type': 'application/xml' })
    response.end('<Error><Code>InvalidArgument</Code></Error>')
    return
  }
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
  const plain = /^[ -~]*$/.test(name) ? `filename="${name}"` : `filename*=UTF-8''${encodeURIComponent(name)}`
  const part = content.subarray(Number(from ?? 0))
  response.writeHead(from === undefined ? 200 : 206, {
    ...STORE,
    'content-disposition': `attachment; ${plain}`,
    'content-length': part.length,
    ...(from && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  })
  response.end(part)
}
