import { Invalid } from '@pail/failures'
import { lineOf, packets } from './pkt-line.ts'

/** One command of protocol v2, whole. */
export interface V2Request {
  command: string
  capabilities: string[]
  args: string[]
}

/** A request of nothing but a flush ends the session; it has no command. */
export function parseV2Request(bytes: Buffer): V2Request | undefined {
  const all = packets(bytes)
  const end = all.findIndex(packet => packet.type === 'flush')
  if (end < 0 || end !== all.length - 1) throw new Invalid('A request ends with one flush packet')
  const delim = all.findIndex(packet => packet.type === 'delim')
  const lines = all.map(packet => (packet.type === 'data' ? lineOf(packet.data) : undefined))
  const [command, ...capabilities] = texts(lines.slice(0, delim < 0 ? end : delim))
  if (command === undefined) return undefined
  if (!command.startsWith('command=')) throw new Invalid('A request begins with its command')
  return { command: command.slice(8), capabilities, args: delim < 0 ? [] : texts(lines.slice(delim + 1, end)) }
}

function texts(lines: (string | undefined)[]): string[] {
  if (lines.some(line => line === undefined)) throw new Invalid('The request has a packet that is out of place')
  return lines as string[]
}
