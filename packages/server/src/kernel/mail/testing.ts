import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A letter as a mail server takes it. */
export interface Taken {
  from: string
  to: string[]
  user: string | undefined
  isSecure: boolean
  /** By their names in lower case, unfolded. */
  headers: Readonly<Record<string, string>>
  content: string
}

export interface PostOffice {
  url: string
  /** What came since the last time. */
  take(): Taken[]
  /** Every password that it was sent. */
  passwords: string[]
  close(): Promise<void>
}

/** A real mail server for tests: it refuses `refused@…` for good, and `later@…` until it is told that later is now. */
export async function openPostOffice(
  account: { user: string; pass: string },
  options: SMTPServerOptions = {},
  isLater: () => boolean = () => false,
): Promise<PostOffice> {
  const taken: Taken[] = []
  const passwords: string[] = []
  const server = new SMTPServer({
    allowInsecureAuth: true,
    ...options,
    onAuth({ username, password }, _, done) {
      passwords.push(password ?? '')
      if (username === account.user && password === account.pass) return done(null, { user: username })
      done(Object.assign(new Error('Authentication failed'), { responseCode: 535 }))
    },
    onRcptTo({ address }, _, done) {
      if (address.startsWith('refused@')) return done(Object.assign(new Error('No such box'), { responseCode: 550 }))
      if (address.startsWith('later@') && !isLater())
        return done(Object.assign(new Error('Try again'), { responseCode: 451 }))
      done()
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const content = Buffer.concat(parts).toString()
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: session.user || undefined,
          isSecure: session.secure,
          headers: headersOf(content),
          content,
        })
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  server.on('error', () => {})
  const { port } = server.server.address() as AddressInfo
  const user = `${encodeURIComponent(account.user)}:${encodeURIComponent(account.pass)}`
  return {
    url: `smtp://${user}@127.0.0.1:${port}`,
    take: () => taken.splice(0),
    passwords,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function headersOf(content: string): Record<string, string> {
  const head = content.slice(0, content.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  return Object.fromEntries(
    head.split('\r\n').map(line => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}
