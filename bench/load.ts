import { connect, type Socket } from 'node:net'

/** Requests as bytes, sent in turn on every connection; each waits for the answer to the one before it. */
export interface Load {
  origin: string
  requests: readonly Buffer[]
  connections: number
  seconds: number
}

/** How many answers came in a second, and how long they took. */
export interface Loaded {
  perSecond: number
  p50: number
  p99: number
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** One request of HTTP/1.1 as it goes over the wire. */
export function request(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Buffer,
): Buffer {
  const all = { host: new URL(origin).host, ...headers, ...(body && { 'content-length': String(body.length) }) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${body ? 'POST' : 'GET'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head), body ?? Buffer.alloc(0)])
}

/** Keeps a server busy for a while. It reads no more of an answer than where it ends, to leave the cores to the server. */
export async function load({ origin, requests, connections, seconds }: Load): Promise<Loaded> {
  const times: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  await Promise.all(Array.from({ length: connections }, () => converse(new URL(origin), requests, until, times)))
  const took = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)]!
  return { perSecond: times.length / took, p50: at(0.5), p99: at(0.99) }
}

function converse({ hostname, port }: URL, requests: readonly Buffer[], until: number, times: number[]): Promise<void> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  return new Promise((resolve, reject) => {
    let sent = 0
    let since = 0
    const next = () => {
      since = performance.now()
      if (since >= until) return resolve(void socket.end())
      socket.write(requests[sent++ % requests.length]!)
    }
    answers(socket, () => {
      times.push(performance.now() - since)
      next()
    }).catch(reject)
    socket.once('connect', next)
  })
}

/** Calls whenever an answer is complete; rejects when one is no success or the server hangs up. */
function answers(socket: Socket, complete: () => void): Promise<never> {
  let missing = 0
  return new Promise((_, reject) => {
    const fail = (why: string) => reject(new Error(`The server under load ${why}`))
    socket.on('error', reject).on('close', () => fail('closed the connection'))
    socket.on('data', data => {
      if (missing === 0) {
        if (!data.subarray(9, 12).equals(OK)) return fail(`answered ${data.subarray(9, 12)}`)
        missing = lengthOf(data)
      }
      missing = missing === CHUNKED ? (data.subarray(-5).equals(LAST_CHUNK) ? 0 : CHUNKED) : missing - data.length
      if (missing === 0) complete()
    })
  })
}

const OK = Buffer.from('200')
const CHUNKED = Number.POSITIVE_INFINITY

/** Bytes of the whole answer. Heads are small enough to come in one piece. */
function lengthOf(data: Buffer): number {
  const end = data.indexOf(HEAD_END)
  if (end < 0) throw new Error('The head of an answer came in pieces')
  const length = /\r\ncontent-length: (\d+)/i.exec(data.toString('latin1', 0, end))?.[1]
  return length === undefined ? CHUNKED : end + HEAD_END.length + Number(length)
}
