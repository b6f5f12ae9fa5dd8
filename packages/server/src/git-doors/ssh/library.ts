import type { Socket } from 'node:net'
import type { ServerChannel, Session } from 'ssh2'

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
