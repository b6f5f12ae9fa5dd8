import { MAX_PACKET_DATA, packet } from './pkt-line.ts'

const DATA = 1
const PROGRESS = 2
const ERROR = 3

/** An empty packet, which says that we are still here. */
export const KEEP_ALIVE: Buffer = packet(Buffer.from([DATA]))

/** The bytes of an answer proper, in as many packets as they need. */
export const dataBand = (bytes: Buffer): Buffer => band(DATA, bytes)

/** A line that the client shows as `remote: …`. Control characters of the terminal are not passed on. */
export const progressBand = (line: string): Buffer => band(PROGRESS, printable(line))

/** The last word of an answer that cannot be finished. */
export const errorBand = (line: string): Buffer => band(ERROR, printable(line))

const printable = (line: string): Buffer => Buffer.from(`${line.replaceAll(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, ' ')}\n`)

function band(number: number, bytes: Buffer): Buffer {
  const framed: Buffer[] = []
  for (let at = 0; at < bytes.length; at += MAX_PACKET_DATA - 1) {
    framed.push(packet(Buffer.concat([Buffer.from([number]), bytes.subarray(at, at + MAX_PACKET_DATA - 1)])))
  }
  return Buffer.concat(framed)
}
