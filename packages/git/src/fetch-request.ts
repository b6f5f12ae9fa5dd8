import { isOid, type Oid } from './oid.ts'
import { lineOf, packets } from './pkt-line.ts'

/** The objects that a fetch asks for by name; their lines look the same in both versions of the protocol. */
export function wantsOf(request: Buffer): Oid[] {
  const wants = packets(request).flatMap(packet => {
    const text = packet.type === 'data' ? lineOf(packet.data) : ''
    const id = text.slice(5, 45)
    return text.startsWith('want ') && isOid(id) ? [id] : []
  })
  return [...new Set(wants)]
}
