import { Unavailable } from '@pail/failures'
import { createTransport, type SentMessageInfo, type Transporter } from 'nodemailer'
import type { Config } from '../../config.ts'
import type { MailSettings } from './settings.ts'

/** One letter to one person; nothing in it is taken for anything but text. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** Whom it comes from by name, where that is somebody else than the installation. */
  from?: string
  /** Of this letter, without angle brackets: sent twice it is one letter. */
  id: string
  /** Of the conversation that it belongs to, likewise. */
  thread?: string
  /** What the recipient's rules may go by. */
  list?: { id: string; name: string }
}

/** The server does not take this letter, now or later. */
export class Refused extends Error {
  override name = 'Refused'
}

export interface Mailer {
  /** Ends when the server has taken the letter; throws `Refused` when it never will, and else what may pass. */
  send(mail: Mail): Promise<void>
}

const CONNECT_MS = 10_000
const SILENT_MS = 30_000
/** After the server could not be reached: a queue full of letters must not wait for each of them in turn. */
const REST_MS = 20_000

const mailers = new WeakMap<Config, Mailer>()

/** The way to the mail server; none where the settings name none. */
export function mailerOf({ config }: { config: Config }): Mailer | undefined {
  if (!config.mail) return undefined
  const mailer = mailers.get(config) ?? openMailer(config.mail)
  mailers.set(config, mailer)
  return mailer
}

export function openMailer(settings: MailSettings): Mailer {
  const transport = createTransport(optionsFor(settings))
  let restsUntil = 0
  return {
    async send(mail) {
      if (Date.now() < restsUntil) throw new Unavailable('The mail server could not be reached.')
      try {
        await give(transport, settings, mail)
      } catch (error) {
        if (isUnreached(error)) restsUntil = Date.now() + REST_MS
        throw isFinal(error) ? new Refused(reasonOf(error)) : new Unavailable(reasonOf(error))
      }
    },
  }
}

/**
 * A password goes over TLS only, to whom the certificate names, unless it stays on this machine. Where TLS is only
 * taken when it is offered, nobody is asked for a name: somebody in between could as well have taken the offer out.
 */
function optionsFor({ host, port, isSecure, account }: MailSettings) {
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)
  const needsTls = account !== undefined && !isHere && !isSecure
  return {
    host,
    port,
    secure: isSecure,
    requireTLS: needsTls,
    tls: { rejectUnauthorized: !isHere && (isSecure || needsTls) },
    ...(account && { auth: account }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    // Nothing in a letter is a path or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

async function give(transport: Transporter<SentMessageInfo>, { from }: MailSettings, mail: Mail): Promise<void> {
  const thread = mail.thread && `<${mail.thread}>`
  await transport.sendMail({
    from: { name: inLine(mail.from ?? from.name), address: from.address },
    to: { name: '', address: mail.to },
    subject: inLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}>`,
    ...(thread && { inReplyTo: thread, references: thread }),
    ...(mail.list && { list: { id: { url: mail.list.id, comment: inLine(mail.list.name) } } }),
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}

/** Text in one line: what would begin another one is a blank. */
const inLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

interface SmtpError {
  code?: string
  responseCode?: number
}

/** Of the letter itself; a server that refuses our password refuses no letter. */
const isFinal = (error: unknown): boolean => {
  const { code, responseCode } = error as SmtpError
  if (responseCode === undefined) return code === 'EENVELOPE'
  return code !== 'EAUTH' && responseCode >= 500
}

const isUnreached = (error: unknown): boolean =>
  ['ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ESOCKET', 'ETLS', 'EAUTH'].includes((error as SmtpError).code ?? '')

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500)
