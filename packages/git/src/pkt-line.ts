import { Invalid } from '@pail/failures'

/** The largest packet is 65520 bytes, its own length included. */
export const MAX_PACKET_DATA = 65516

export const FLUSH = Buffer.from('0000')
export const DELIM = Buffer.from('0001')

export type Packet = { type: 'data'; data: Buffer } | { type: 'flush' | 'delim' | 'end' }

export function packet(data: string | Buffer): Buffer {
  const size = Buffer.byteLength(data) + 4
  if (size > MAX_PACKET_DATA + 4) throw new Invalid('A packet holds at most 65516 bytes')
  return Buffer.concat([Buffer.from(size.toString(16).padStart(4, '0')), Buffer.from(data as string)])
}

/** Reads the packet at `at`; undefined when the bytes do not reach to its end. */
export function packetAt(bytes: Buffer, at: number): { packet: Packet; next: number } | undefined {
  if (bytes.length < at + 4) return undefined
  const size = sizeAt(bytes, at)
  if (size < 4) return { packet: special(size), next: at + 4 }
  if (bytes.length < at + size) return undefined
  return { packet: { type: 'data', data: bytes.subarray(at + 4, at + size) }, next: at + size }
}

/** All packets of a request that is held whole. */
export function packets(bytes: Buffer): Packet[] {
  const found: Packet[] = []
  for (let at = 0; at < bytes.length; ) {
    const read = packetAt(bytes, at)
    if (!read) throw new Invalid('The request ends inside a packet')
    found.push(read.packet)
    at = read.next
  }
  return found
}

/** Lines may end in a newline that is not part of what they say. */
export function lineOf(data: Buffer): string {
  const end = data.at(-1) === 0x0a ? data.length - 1 : data.length
  return data.toString('utf8', 0, end)
}

function sizeAt(bytes: Buffer, at: number): number {
  const digits = bytes.toString('latin1', at, at + 4)
  const size = /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN
  if (!(size <= MAX_PACKET_DATA + 4)) throw new Invalid('The request is not in packets')
  return size
}

function special(size: number): Packet {
  if (size === 0) return { type: 'flush' }
  if (size === 1) return { type: 'delim' }
  if (size === 2) return { type: 'end' }
  throw new Invalid('The request is not in packets')
}
