import type { IncomingMessage } from 'node:http'
import { type Answered, type Caller, listen } from '@pail/testkit'
import { SignJWT } from 'jose'
import { hashOfRequest } from '../../../auth/jwt.ts'

/** What an app keeps of its installation. */
export interface Kept {
  key: string
  clientKey: string
  secret: string
}

/** A JWT as the libraries of apps make it, with other claims where they are given. */
export function jwtFor(
  kept: Kept,
  method: string,
  path: string,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const { pathname, searchParams } = new URL(path, 'http://pail.test')
  const at = Math.floor(Date.now() / 1000)
  const qsh = hashOfRequest({ method, path: pathname, query: searchParams })
  const all = { iss: kept.key, sub: kept.clientKey, iat: at, exp: at + 180, qsh, ...claims }
  return new SignJWT(all).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(Buffer.from(kept.secret))
}

/** Signs every request as the app does. */
export function signing(stranger: Caller, kept: Kept): Caller {
  const send: Caller['send'] = async (method, path, sent = {}) => {
    const authorization = `JWT ${await jwtFor(kept, method, path)}`
    return stranger.send(method, path, { ...sent, headers: { authorization, ...sent.headers } })
  }
  return {
    send,
    get: (path, sent) => send('GET', path, sent),
    post: (path, body, sent) => send('POST', path, { ...sent, body }),
    put: (path, body, sent) => send('PUT', path, { ...sent, body }),
    delete: (path, sent) => send('DELETE', path, sent),
  }
}

/** Installs an app that is not called, so that the answer holds its secret. */
export async function installQuiet(owner: Caller, descriptor: object, workspace = 'acme'): Promise<Kept> {
  const { status, body }: Answered = await owner.post(`/pail/1/workspaces/${workspace}/addons`, { descriptor })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { key: body.key, clientKey: body.client_key, secret: body.shared_secret }
}

/** A request that reached an app. */
export interface Heard {
  path: string
  authorization: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  body: any
}

/** A Connect app in a server of its own, which serves its descriptor and hears what it is told. */
export async function startApp(key: string, more: object = {}) {
  const heard: Heard[] = []
  const app = { answers: 204, descriptor: {} as Record<string, unknown> }
  const server = await listen(async (request, response) => {
    if (request.method === 'GET') return void response.end(JSON.stringify(app.descriptor))
    const { url: path = '', headers } = request
    heard.push({ path, authorization: headers.authorization, body: JSON.parse(await textOf(request)) })
    response.writeHead(app.answers).end()
  })
  const baseUrl = `${server.origin}/app`
  const lifecycle = { installed: '/installed', uninstalled: '/uninstalled' }
  app.descriptor = { key, name: `The ${key}`, baseUrl, lifecycle, scopes: ['repository'], ...more }
  return Object.assign(app, { heard, url: `${baseUrl}/descriptor.json`, close: server.close })
}

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
}
