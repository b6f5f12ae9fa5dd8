import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import ssh2 from 'ssh2'
import { Admission, type Limits, type Place } from './admission.ts'
import { ALGORITHMS } from './algorithms.ts'
import { type Guards, takeConnection } from './connection.ts'
import { forLibrary, type HostKey } from './host-keys.ts'
import { hearGuesses } from './library.ts'

export interface Listening {
  port: number
  /** Takes nobody new, and lets calls under way come to their end for a while. */
  close(): Promise<void>
}

export interface SshPort extends Pick<Guards, 'admits' | 'serve' | 'log'> {
  host: string
  port: number
  hostKeys: readonly HostKey[]
  limits?: Limits
  /** From the first byte to a good key. */
  handshakeMs?: number
  /** Between two sessions. */
  idleMs?: number
}

const HANDSHAKE_MS = 15_000
const IDLE_MS = 60_000
const DRAIN_MS = 20_000
const DRAIN_LOOK_MS = 50

/** Opens the port. The library speaks the protocol; who may speak with it, and for how long, is decided here. */
export async function listenSsh(options: SshPort): Promise<Listening> {
  const { host, port, hostKeys, limits, handshakeMs = HANDSHAKE_MS, idleMs = IDLE_MS, ...guards } = options
  const admission = new Admission(limits)
  const lines = new Map<string, Line>()
  const config = { hostKeys: forLibrary(hostKeys), algorithms: ALGORITHMS as never, ident: 'Pail' }
  const library = new ssh2.Server(config, (client, { ip, port }) => {
    hearGuesses(client)
    const line = lines.get(`${ip} ${port}`)
    if (line) line.isBusy = takeConnection(client, line.socket, line.place, { ...guards, idleMs })
    else client.end()
  })
  const server = createServer({ noDelay: true, keepAlive: true }, socket => {
    const place = admission.enter(socket.remoteAddress ?? '')
    if (!place) return void socket.destroy()
    const name = `${socket.remoteAddress} ${socket.remotePort}`
    lines.set(name, lineOf(socket, place, handshakeMs))
    socket.once('close', () => lines.delete(name))
    library.injectSocket(socket)
  })
  await bound(server, host, port)
  server.on('error', guards.log)
  return { port: (server.address() as AddressInfo).port, close: () => drained(server, lines) }
}

interface Line {
  socket: Socket
  place: Place
  isBusy(): boolean
}

/** A stranger has so long to become known. */
function lineOf(socket: Socket, { know, leave }: Place, handshakeMs: number): Line {
  const late = setTimeout(() => socket.destroy(), handshakeMs)
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    clearTimeout(late)
    leave()
  })
  const place = {
    leave,
    know() {
      clearTimeout(late)
      know()
    },
  }
  return { socket, place, isBusy: () => false }
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function drained(server: Server, lines: ReadonlyMap<string, Line>): Promise<void> {
  const until = Date.now() + DRAIN_MS
  const look = () => {
    for (const { socket, isBusy } of lines.values()) if (!isBusy() || Date.now() > until) socket.destroy()
  }
  const looking = setInterval(look, DRAIN_LOOK_MS)
  await new Promise(resolve => server.close(resolve))
  clearInterval(looking)
}
