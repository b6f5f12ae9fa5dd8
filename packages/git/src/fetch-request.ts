import { isOid, type Oid } from './oid.ts'
import { lineOf, packets } from './pkt-line.ts'
import { parseV2Request } from './v2-request.ts'

/** The objects that a fetch asks for by name; their lines look the same in both versions of the protocol. */
export function wantsOf(request: Buffer): Oid[] {
  const wants = packets(request).flatMap(packet => {
    const text = packet.type === 'data' ? lineOf(packet.data) : ''
    const id = text.slice(5, 45)
    return text.startsWith('want ') && isOid(id) ? [id] : []
  })
  return [...new Set(wants)]
}

/** What the answer to a fetch follows from, besides the objects of the repository. */
export interface PackTerms {
  /** Equal for requests that are answered alike. */
  lines: string[]
  /** Annotated tags of what is sent are sent too. */
  followsTags: boolean
  /** Refs are named, so that it matters what they are. */
  namesRefs: boolean
}

/** The terms of a request that is answered by a whole pack, come what may; nothing for one that negotiates first. */
export function packTerms(version: 0 | 2, request: Buffer): PackTerms | undefined {
  const lines = version === 2 ? linesOfV2(request) : linesOfV0(request)
  return lines && { lines, followsTags: lines.includes('include-tag'), namesRefs: lines.some(namesRef) }
}

const namesRef = (line: string) => line.startsWith('deepen-not ') || line.startsWith('want-ref ')

/** Lists of objects mean the same in any order. What the client says of itself changes nothing. */
function linesOfV2(request: Buffer): string[] | undefined {
  const parsed = parseV2Request(request)
  if (parsed?.command !== 'fetch' || !parsed.args.includes('done')) return undefined
  const isListed = (line: string) => /^(want|have|shallow) /.test(line)
  const listed = new Set(parsed.args.filter(isListed))
  return [...parsed.args.filter(line => !isListed(line)), ...[...listed].sort()]
}

/** Capabilities come on the first line, after the object that it wants. */
function linesOfV0(request: Buffer): string[] | undefined {
  const lines = packets(request).map(packet => (packet.type === 'data' ? lineOf(packet.data) : packet.type))
  const isWhole = lines.at(-1) === 'done' && !lines.some(line => line.startsWith('have '))
  if (!isWhole || !lines[0]?.startsWith('want ')) return undefined
  const capabilities = lines[0].slice(45).split(' ').filter(isTerm)
  return [...capabilities, lines[0].slice(0, 45), ...lines.slice(1)]
}

const isTerm = (capability: string) => capability !== '' && !/^(agent|session-id)=/.test(capability)
