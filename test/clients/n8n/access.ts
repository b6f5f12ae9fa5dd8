import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Place } from '@pail/download-actions/testing'
import { ADMIN_EMAIL, ADMIN_TOKEN, certificate } from '@pail/testkit'
import { openProxy, type Passage } from '../../../packages/download-actions/src/testing/proxy.ts'
import { n8nCarrier } from './carrier.ts'
import type { Access, Session } from './session.ts'

/** A certificate and its key. */
export type Certificate = ReturnType<typeof certificate>

/** Each way to a server, for the button that tests a credential and for the node alike. n8n trusts one certificate. */
export async function goesByCertificatesAndProxies(
  session: Session,
  place: Place,
  trusted: Certificate,
): Promise<void> {
  const { url, token } = place
  const [front, known, proxy] = await Promise.all([encrypted(url, certificate()), encrypted(url, trusted), openProxy()])
  const through = { httpProxy: proxy.url.replace('://', '://ada:secret@') }
  try {
    await refuses(session, place, { url, token: 'wrong' }, /Authorization failed/, /token is not accepted/)
    await refuses(session, place, { url: front.url, token }, /certificate/i, /certificate/i)
    await works(session, place, { url: `${url}/2.0/`, token })
    await works(session, place, { url, token: ADMIN_TOKEN, username: ADMIN_EMAIL })
    await works(session, place, { url: front.url, token, verifySsl: false })
    assert.deepEqual(proxy.asked, [])
    await works(session, place, { url: known.url, token, ...through })
    wasAsked(proxy, `CONNECT ${new URL(known.url).host}`)
    await works(session, place, { url, token, ...through })
    wasAsked(proxy, `GET ${url}/2.0/`)
  } finally {
    await Promise.all([front.close(), known.close(), proxy.close()])
  }
}

async function works(session: Session, place: Place, access: Access): Promise<void> {
  const { status, message } = await session.tested(access)
  assert.equal(status, 'OK', message)
  assert.equal((await listed(session, place, access)).status_code, 200)
}

async function refuses(session: Session, place: Place, access: Access, test: RegExp, node: RegExp): Promise<void> {
  const { status, message } = await session.tested(access)
  assert.equal(status, 'Error')
  assert.match(message, test)
  await assert.rejects(listed(session, place, access), node)
}

function listed(session: Session, { workspace, repo_slug }: Place, { url, token, ...how }: Access) {
  const inputs = { path_parameters: { workspace, repo_slug } }
  return n8nCarrier(session, how)('list_download_artifacts', inputs, { url, token })
}

/** Twice, since both the button and the node did, and with what the proxy wants to know. */
function wasAsked({ asked }: Passage, beginning: string): void {
  const credential = `Basic ${btoa('ada:secret')}`
  const lines = asked.splice(0)
  assert.equal(lines.length, 2, lines.join('\n'))
  for (const line of lines) assert.ok(line.startsWith(beginning) && line.endsWith(credential), line)
}

/** A server with a certificate, before another one. */
async function encrypted(url: string, { cert, key }: Certificate): Promise<{ url: string; close(): Promise<unknown> }> {
  const server = createServer(
    { cert: readFileSync(cert), key: readFileSync(key) },
    ({ method, url: path, headers }, response) => {
      const onwards = request(`${url}${path}`, { ...(method && { method }), headers }, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      onwards.on('error', () => response.destroy()).end()
    },
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  return { url: `https://127.0.0.1:${port}`, close }
}
