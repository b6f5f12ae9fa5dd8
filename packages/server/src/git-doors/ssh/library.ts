import type { Socket } from 'node:net'
import type { AuthContext, Connection, ServerChannel, Session } from 'ssh2'

/** What the library keeps of a channel, and shows nobody. */
interface Inside {
  _chanInfo?: { outgoing: { packetSize: number } }
  _channel?: ServerChannel
}

/** The least that a packet of the protocol can be asked to hold; a client that names zero would make the library spin. */
const LEAST_PACKET = 1024

/** Whether the packets that a client takes can hold anything. */
export function isWithinRoom(session: Session): boolean {
  const size = (session as unknown as Inside)._chanInfo?.outgoing.packetSize ?? 0
  return size >= LEAST_PACKET
}

/** The window of a channel is 2 MiB; the library does not mind when a client goes beyond it. */
const MOST_UNREAD = 4 * 2 ** 20
/** What we write waits at one; beyond that are answers to requests that nobody reads. */
const MOST_UNSENT = 4 * 2 ** 20

/** Whether a client keeps to what was agreed on; looked at whenever something comes in. */
export function isFair(socket: Socket, sessions: ReadonlySet<Session>): boolean {
  if (socket.writableLength > MOST_UNSENT) return false
  for (const session of sessions)
    if (((session as unknown as Inside)._channel?.readableLength ?? 0) > MOST_UNREAD) return false
  return true
}

/** What the library keeps of a key exchange, and shows nobody. */
interface Exchange {
  _skipNextInboundPacket: boolean
  _offer: { lists: Record<'kex' | 'serverHostKey', { array: readonly string[] }> }
  _kex?: { _remoteKexinit?: Buffer }
}

/**
 * Some clients, such as Dropbear, send the first message of a key exchange along with what they can do, guessing what
 * will be agreed on. The library takes every guess for a wrong one, and each would wait for the other.
 */
export function hearGuesses(client: Connection): void {
  const exchange = (client as unknown as { _protocol: Exchange })._protocol
  let isGuess = false
  Object.defineProperty(exchange, '_skipNextInboundPacket', {
    set: (is: boolean) => {
      isGuess = is
    },
    // Asked about the message that follows, and about each after it.
    get: () => {
      const isWrong = isGuess && !isRight(exchange)
      isGuess = false
      return isWrong
    },
  })
}

/** A guess is right when what each would like best is the same. */
function isRight({ _kex, _offer }: Exchange): boolean {
  const [kex, hostKey] = _kex?._remoteKexinit ? preferred(_kex._remoteKexinit) : []
  return kex === _offer.lists.kex.array[0] && hostKey === _offer.lists.serverHostKey.array[0]
}

/** After a type and a cookie come lists of names, the best first: ways to exchange keys, and kinds of host keys. */
const FIRST_LIST = 17

function preferred(message: Buffer): [string, string] {
  const end = FIRST_LIST + 4 + message.readUInt32BE(FIRST_LIST)
  return [firstName(message, FIRST_LIST), firstName(message, end)]
}

function firstName(message: Buffer, at: number): string {
  const names = message.toString('latin1', at + 4, at + 4 + message.readUInt32BE(at))
  return names.split(',', 1)[0]!
}

/**
 * Accepts a key under the name by which it was offered. The library would call RSA by the name of signatures with
 * SHA-1, and Dropbear would then sign so.
 */
export function accept(ctx: AuthContext): void {
  if (ctx.method === 'publickey' && !ctx.signature && ctx.hashAlgo && ctx.key.algo === 'ssh-rsa')
    ctx.key.algo = ctx.hashAlgo.replace('sha', 'rsa-sha2-')
  ctx.accept()
}
