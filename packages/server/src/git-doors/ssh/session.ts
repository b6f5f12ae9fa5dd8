import type { Socket } from 'node:net'
import { PassThrough, Writable } from 'node:stream'
import type { ServerChannel, Session } from 'ssh2'
import type { Call } from './call.ts'

/** Bytes that may wait for the network; a client may claim to have room for gigabytes and read nothing. */
const MOST_WAITING = 2 ** 20
const ROOM = 256 * 1024
const MAX_PROTOCOL = 256
/** Nothing was said for so long, in either direction: the client has gone, or wants to keep the place. */
const SILENCE_MS = 600_000

/** A session is opened for one thing, and at once. */
const BEGINS_WITHIN_MS = 30_000

/** What is done with each call; answers the exit status. */
export type Serve = (call: Call) => Promise<number>

/** Waits for the one thing that a session is for. Everything else it could ask for is refused by the library. */
export function takeSession(session: Session, line: { socket: Socket; fingerprint: string }, serve: Serve): void {
  let protocol = ''
  const begins = setTimeout(() => line.socket.destroy(), BEGINS_WITHIN_MS).unref()
  session.once('close', () => clearTimeout(begins))
  session.on('env', (accept, reject, { key, val }: { key: string; val: string }) => {
    const isTaken = key === 'GIT_PROTOCOL' && val.length <= MAX_PROTOCOL
    if (isTaken) protocol = val
    // Who does not want an answer gives nothing to answer with.
    if (isTaken) accept?.()
    else reject?.()
  })
  const begin = (channel: ServerChannel, command: string | undefined) => {
    clearTimeout(begins)
    void hold(channel, { ...line, protocol, command }, serve)
  }
  session.once('exec', (accept, _reject, { command }) => begin(accept(), command))
  session.once('shell', accept => begin(accept(), undefined))
}

type Line = { socket: Socket; fingerprint: string; protocol: string; command: string | undefined }

async function hold(channel: ServerChannel, { socket, ...asked }: Line, serve: Serve): Promise<void> {
  const gone = new AbortController()
  const output = outputOf(channel, socket)
  const input = channel.pipe(new PassThrough({ highWaterMark: ROOM }))
  const silence = setTimeout(() => channel.close(), SILENCE_MS).unref()
  const beat = () => void silence.refresh()
  channel.on('data', beat).on('error', () => {})
  input.on('error', () => {})
  channel.once('close', () => {
    gone.abort()
    output.destroy()
    input.destroy()
  })
  const complain = (text: string) => unlessBroken(() => channel.stderr.write(`${printable(text)}\n`))
  const call = { ...asked, input, output, complain, signal: gone.signal }
  output.on('heard', beat)
  const status = await serve(call)
  clearTimeout(silence)
  await finished(output)
  if (gone.signal.aborted) return
  // What the client still says is of no interest, but the library does not close over it.
  channel.unpipe(input).resume()
  unlessBroken(() => {
    channel.exit(status)
    channel.end()
  })
}

/** On a line that is no more, the library throws; whoever waits hears of the end by the channel's. */
function unlessBroken(write: () => void): void {
  try {
    write()
  } catch {}
}

/** Writes no faster than the network takes it, whatever room the client says it has. */
function outputOf(channel: ServerChannel, socket: Socket): Writable {
  const output: Writable = new Writable({
    highWaterMark: ROOM,
    write(chunk: Buffer, _encoding, done) {
      const pass = (at: number): void => {
        if (at >= chunk.length) done()
        else
          unlessBroken(() =>
            channel.write(chunk.subarray(at, at + ROOM), () => {
              output.emit('heard')
              if (socket.writableLength <= MOST_WAITING) pass(at + ROOM)
              else socket.once('drain', () => pass(at + ROOM))
            }),
          )
      }
      pass(0)
    },
  })
  return output.on('error', () => {})
}

/** Everything that was written has left. */
function finished(output: Writable): Promise<void> {
  if (output.destroyed || output.writableFinished) return Promise.resolve()
  return new Promise(resolve => {
    output.once('finish', resolve).once('close', resolve)
    if (!output.writableEnded) output.end()
  })
}

/** Names of others are in some of the lines; what a terminal would obey is not passed on. */
const printable = (text: string): string => text.replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, ' ')
