// Started by the system's sshd for every connection: only what Node brings along, so that it starts quickly.
import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const [verb, socketPath = '', ...rest] = process.argv.slice(2)
const REFUSED = 128

if (verb === 'keys') keys(rest)
else if (verb === 'serve') serve(rest[0] ?? '')
else fail('say keys or serve, and where the socket is')

/** `AuthorizedKeysCommand`: the line for a key that opens something, else nothing at all. */
function keys([type = '', key = '']: string[]): void {
  if (!/^[a-z0-9@.-]+$/.test(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(key)) fail('say the type and the key')
  const fingerprint = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')
  const socket = open({ verb: 'admits', fingerprint })
  let answer = ''
  socket.setEncoding('utf8').on('data', text => (answer += text))
  socket.on('end', () => {
    const program = [process.execPath, fileURLToPath(import.meta.url), 'serve', socketPath, fingerprint]
    if (answer === 'yes') console.log(`restrict,command="${program.join(' ')}" ${type} ${key}`)
  })
}

/** The forced command: joins what sshd has to the process that serves. */
function serve(fingerprint: string): void {
  const { SSH_ORIGINAL_COMMAND: command, GIT_PROTOCOL: protocol } = process.env
  const socket = open({ verb: 'serve', fingerprint, command, protocol })
  let held = Buffer.alloc(0)
  let status = REFUSED
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
      const [band, bytes] = [held[0], held.subarray(5, 5 + held.readUInt32BE(1))]
      held = held.subarray(5 + bytes.length)
      if (band === 3) status = bytes[0]!
      else pass(socket, band === 1 ? process.stdout : process.stderr, bytes)
    }
  })
  process.stdin.pipe(socket)
  socket.on('close', () => process.stdout.write('', () => process.exit(status)))
}

/** Reads no faster than sshd takes it. */
function pass(socket: Socket, to: NodeJS.WriteStream, bytes: Buffer): void {
  if (to.write(bytes)) return
  socket.pause()
  to.once('drain', () => socket.resume())
}

function open(ask: object): Socket {
  const socket = connect({ path: socketPath, allowHalfOpen: true })
  socket.on('error', () => fail('Git cannot be reached at the moment; try again later.'))
  socket.write(`${JSON.stringify(ask)}\n`)
  return socket
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(REFUSED)
}
