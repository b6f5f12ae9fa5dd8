import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Config } from '../config.ts'
import { CannotStart } from '../data-directory.ts'

/** Time for the headers of a request; a body has its own limits, as a push may take long. */
const HEADERS_MS = 20_000
const KEEP_ALIVE_MS = 65_000
/** The next page of a list of commits names all that its POST named. */
const MAX_HEADER_BYTES = 512 * 1024
/** How long requests under way may go on once the server is told to end. */
const DRAIN_MS = 25_000
const IDLE_LOOK_MS = 50

/** A server that accepts connections. */
export interface Listening {
  origin: string
  close(): Promise<void>
}

export async function listen({ host, port, tls }: Config, listener: RequestListener): Promise<Listening> {
  const options = {
    headersTimeout: HEADERS_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    noDelay: true,
  }
  const server = tls ? createTlsServer({ ...options, ...readPair(tls) }, listener) : createServer(options, listener)
  await bound(server, host, port)
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { origin: `${tls ? 'https' : 'http'}://${name}:${address.port}`, close: () => drained(server) }
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new CannotStart(complaint(error, host, port))))
    server.listen(port, host, resolve)
  })
}

function complaint({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken; set PAIL_PORT to another one`
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used by this user; set PAIL_PORT to another one`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `PAIL_HOST: ${host} is no address of this machine`
  return `Cannot listen on ${host}:${port}: ${message}`
}

function readPair({ cert, key }: { cert: string; key: string }) {
  const read = (name: string, path: string) => {
    try {
      return readFileSync(path)
    } catch (error) {
      throw new CannotStart(`${name}: ${(error as Error).message}`)
    }
  }
  return { cert: read('PAIL_TLS_CERT', cert), key: read('PAIL_TLS_KEY', key) }
}

/** Takes no new requests, waits for those under way, and cuts off what is left after a while. */
async function drained(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  // A connection that is kept alive becomes idle only once its request has been answered.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS)
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  server.closeIdleConnections()
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
