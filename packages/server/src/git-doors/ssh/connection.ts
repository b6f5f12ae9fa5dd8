import type { Socket } from 'node:net'
import { fingerprintOf } from '@pail/ssh-keys'
import type { AuthContext, Connection, Session } from 'ssh2'
import type { Place } from './admission.ts'
import { accept, isFair, isWithinRoom } from './library.ts'
import { type Serve, takeSession } from './session.ts'
import { acceptable, isProven } from './signature.ts'

export interface Guards {
  admits(fingerprint: string): Promise<boolean>
  serve: Serve
  log(error: unknown): void
  /** Without a session. */
  idleMs: number
}

/** The account that everybody comes in as; the key tells who it is. */
const ACCOUNT = 'git'
/** An agent offers its keys one after the other. */
const MOST_ATTEMPTS = 20
const MOST_SESSIONS = 10

/** One connection, from the greeting of the protocol on; answers whether it is at work. */
export function takeConnection(client: Connection, socket: Socket, place: Place, guards: Guards): () => boolean {
  const sessions = new Set<Session>()
  let fingerprint = ''
  const rest = restOf(socket, guards.idleMs)
  client.on('error', () => socket.destroy())
  // New keys for the line are a lot of work, and nobody needs them before the first is used.
  client.on('rekey', () => fingerprint === '' && socket.destroy())
  let attempts = 0
  client.on('authentication', ctx => {
    if (ctx.method !== 'none' && ++attempts > MOST_ATTEMPTS) return void socket.destroy()
    decide(ctx, guards).then(
      known => {
        if (known === undefined) return ctx.reject(['publickey'])
        if (ctx.method === 'publickey' && ctx.signature) fingerprint = known
        accept(ctx)
      },
      error => {
        guards.log(error)
        socket.destroy()
      },
    )
  })
  client.on('ready', () => {
    place.know()
    rest.begin()
  })
  client.on('session', (accept, reject) => {
    if (sessions.size >= MOST_SESSIONS) return void reject()
    const session = accept()
    if (!isWithinRoom(session)) return void socket.destroy()
    sessions.add(session)
    rest.end()
    session.once('close', () => sessions.delete(session) && sessions.size === 0 && rest.begin())
    takeSession(session, { socket, fingerprint }, guards.serve)
  })
  socket.on('data', () => isFair(socket, sessions) || socket.destroy())
  return () => sessions.size > 0
}

/** A connection may rest for a while between two sessions. */
function restOf(socket: Socket, idleMs: number): { begin(): void; end(): void } {
  let timer: NodeJS.Timeout | undefined
  const end = () => clearTimeout(timer)
  socket.once('close', end)
  return {
    begin() {
      end()
      timer = setTimeout(() => socket.destroy(), idleMs).unref()
    },
    end,
  }
}

/** The key, when it may be used or was proven; all that is refused is refused alike. */
async function decide(ctx: AuthContext, { admits }: Guards): Promise<string | undefined> {
  if (ctx.method !== 'publickey' || ctx.username !== ACCOUNT) return undefined
  const material = acceptable(ctx)
  if (!material) return undefined
  const fingerprint = fingerprintOf(ctx.key.data)
  if (!(await admits(fingerprint))) return undefined
  return ctx.signature === undefined || isProven(ctx, material) ? fingerprint : undefined
}
