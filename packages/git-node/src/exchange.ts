import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { Unavailable } from '@pail/failures'
import { fromWire, type WireFailure } from './wire.ts'

export interface Connection {
  socket: string
  secret: string
}

/** One request to the git node. */
export interface Sent {
  verb: string
  storage?: string
  query?: string
  body?: Buffer | string | Readable
  etag?: string | undefined
  signal?: AbortSignal | undefined
  /** Harmless to repeat, so that it can go over a connection that may be closing. */
  again?: boolean
  /** The answer may take as long as its reader: it must not keep the others from asking. */
  slow?: boolean
}

/** While the git node is being started again, requests wait for it this long. */
const PATIENCE_MS = 5000

export class Exchanges {
  #connection: Connection
  #agent = new Agent({ keepAlive: true, maxSockets: 256 })
  #slowAgent = new Agent({ keepAlive: true })

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Gives the answer as it begins; its body is the caller's to read. */
  async send(sent: Sent): Promise<IncomingMessage> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      try {
        return await this.#once(sent)
      } catch (error) {
        sent.signal?.throwIfAborted()
        if (!mayRetry(error, sent) || Date.now() > deadline)
          throw new Unavailable('The git node does not answer', { detail: String(error) })
        await wait(50)
      }
    }
  }

  close(): void {
    this.#agent.destroy()
    this.#slowAgent.destroy()
  }

  #once(sent: Sent): Promise<IncomingMessage> {
    const { socket, secret } = this.#connection
    // A server that closes the line while we still send would take its own answer back.
    const headers = {
      authorization: `Bearer ${secret}`,
      connection: 'keep-alive',
      ...(sent.etag && { 'if-none-match': sent.etag }),
    }
    const path = `/${sent.verb}/${encodeURIComponent(sent.storage ?? '')}${sent.query ? `?${sent.query}` : ''}`
    const outgoing = request({
      socketPath: socket,
      agent: sent.again ? (sent.slow ? this.#slowAgent : this.#agent) : false,
      method: 'POST',
      path,
      headers,
    })
    const abort = () => outgoing.destroy()
    if (sent.signal?.aborted) abort()
    sent.signal?.addEventListener('abort', abort, { once: true })
    outgoing.once('close', () => sent.signal?.removeEventListener('abort', abort))
    return new Promise((resolve, reject) => {
      outgoing.once('response', resolve).on('error', reject)
      write(outgoing, sent.body)
    })
  }
}

/** The JSON of an answer, or the failure that it tells of. */
export async function readJson<T>(answer: IncomingMessage): Promise<T> {
  const value = JSON.parse((await readBytes(answer)).toString())
  if (answer.statusCode !== 200) throw fromWire(value as WireFailure)
  return value as T
}

async function readBytes(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A short answer that is no JSON. */
export const expectBytes = async (answer: IncomingMessage): Promise<Buffer> => readBytes(await expectStream(answer))

/** A refusal is thrown; anything else is left to be read. */
export async function expectStream(answer: IncomingMessage): Promise<IncomingMessage> {
  return answer.statusCode === 200 ? answer : readJson(answer)
}

function mayRetry(error: unknown, { again }: Sent): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ECONNREFUSED' || code === 'ENOENT' || (again === true && (code === 'ECONNRESET' || code === 'EPIPE'))
}

function write(outgoing: ClientRequest, body: Sent['body']): void {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return void outgoing.end(body)
  // Nothing of a stream is taken before there is somebody to give it to, so that it can be sent to the next.
  outgoing.once('socket', socket =>
    socket.connecting ? socket.once('connect', () => stream(outgoing, body)) : stream(outgoing, body),
  )
}

function stream(outgoing: ClientRequest, body: Readable): void {
  if (body.destroyed) return void outgoing.destroy()
  const cut = () => body.readableEnded || outgoing.destroy()
  body.once('close', cut).once('error', cut)
  body.pipe(outgoing)
  // An answer before the end means that the rest is not wanted; whoever owns the stream disposes of it.
  outgoing.once('response', answer => answer.once('end', () => outgoing.writableFinished || outgoing.destroy()))
  outgoing.once('close', () => body.unpipe(outgoing).off('close', cut).off('error', cut))
}
