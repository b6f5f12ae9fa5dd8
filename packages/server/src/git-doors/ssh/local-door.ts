import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { PassThrough, Writable } from 'node:stream'
import { Invalid } from '@pail/failures'
import { WireReader } from '@pail/git'
import type { Call } from './call.ts'
import type { Guards } from './connection.ts'

/** What a program that the system's sshd has started asks for, in one line of JSON. */
export type LocalAsk =
  | { verb: 'admits'; fingerprint: string }
  | { verb: 'serve'; fingerprint: string; command?: string; protocol?: string }

/** The streams of an answer: each piece has one of these in front, and its length. */
export const BAND = { out: 1, err: 2, exit: 3 } as const

const MAX_LINE = 16_384
const ROOM = 256 * 1024

/** For programs of the same user on the same machine: whoever may open the socket is believed about the key. */
export async function listenLocally(path: string, guards: Pick<Guards, 'admits' | 'serve' | 'log'>): Promise<Server> {
  rmSync(path, { force: true })
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', () => socket.destroy())
    answer(socket, guards).catch(error => {
      if (!(error instanceof Invalid)) guards.log(error)
      socket.destroy()
    })
  })
  const mask = process.umask(0o177)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  }).finally(() => process.umask(mask))
  chmodSync(path, 0o600)
  return server
}

async function answer(socket: Socket, { admits, serve }: Pick<Guards, 'admits' | 'serve'>): Promise<void> {
  const said = new WireReader(socket)
  const ask = JSON.parse(await said.until('\n', MAX_LINE)) as LocalAsk
  if (ask.verb === 'admits') return void socket.end((await admits(ask.fingerprint)) ? 'yes' : 'no')
  const status = await serve(callOn(socket, said, ask))
  send(socket, BAND.exit, Buffer.of(status))
  socket.end()
}

function callOn(socket: Socket, said: WireReader, ask: LocalAsk & { verb: 'serve' }): Call {
  const gone = new AbortController()
  const input = new PassThrough({ highWaterMark: ROOM })
  const output = new Writable({
    highWaterMark: ROOM,
    write: (chunk: Buffer, _encoding, done) => void send(socket, BAND.out, chunk, done),
  })
  socket.once('close', () => {
    gone.abort()
    input.destroy()
    output.destroy()
  })
  for (const stream of [input, output]) stream.on('error', () => {})
  void feed(said, input).catch(() => socket.destroy())
  return {
    fingerprint: ask.fingerprint,
    command: ask.command,
    protocol: ask.protocol ?? '',
    input,
    output,
    complain: text => void send(socket, BAND.err, Buffer.from(`${text}\n`)),
    signal: gone.signal,
  }
}

async function feed(said: WireReader, input: PassThrough): Promise<void> {
  for await (const chunk of said.rest())
    if (!input.write(chunk)) await new Promise(resolve => input.once('drain', resolve).once('close', resolve))
  input.end()
}

function send(socket: Socket, band: number, bytes: Buffer, done?: () => void): void {
  const head = Buffer.alloc(5)
  head[0] = band
  head.writeUInt32BE(bytes.length, 1)
  socket.cork()
  socket.write(head)
  socket.write(bytes, done)
  socket.uncork()
}
