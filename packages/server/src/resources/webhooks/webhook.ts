import { invalid } from '@pail/failures'
import type { Repository } from '../repositories/repository.ts'
import type { User } from '../users/user.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { asEvents, type SubjectKind } from './hook-event.ts'

/** What a hook listens to: a repository, all that is in a workspace, or all that a person does. */
export interface Subject {
  kind: SubjectKind
  uuid: string
  thing: Repository | Workspace | User
  /** Where it is; a person is nowhere. */
  workspace: Workspace | undefined
}

/** A wish to be told of events by calls to an address. Its secret is kept elsewhere. */
export interface Webhook {
  uuid: string
  subject: Subject
  url: string
  description: string
  events: readonly string[]
  isActive: boolean
  skipsCertificates: boolean
  keepsHistory: boolean
  hasSecret: boolean
  /** Where the server was found by who made it, such as `http://127.0.0.1:7990`. */
  origin: string
  createdOn: string
}

/** What a hook may be told. */
export interface WebhookInput {
  url?: string
  description?: string | null
  events?: readonly string[]
  active?: boolean
  secret?: string | null
  skip_cert_verification?: boolean
  history_enabled?: boolean
}

/** So many a subject has at most. */
export const MAX_HOOKS = 50
const MAX_URL = 2000

/** The address that calls go to, and what they prove themselves with there. */
export interface Receiver {
  url: string
  /** Name and port. */
  host: string
  authorization: string | undefined
}

export function newWebhook(
  known: Pick<Webhook, 'uuid' | 'subject' | 'origin' | 'createdOn'>,
  input: WebhookInput & { url: string; events: readonly string[] },
): Webhook {
  const blank = {
    ...{ ...known, url: '', description: '', events: [], hasSecret: false },
    ...{ isActive: true, skipsCertificates: false, keepsHistory: false },
  }
  return changed(blank, input)
}

/** The hook with what the input says; what it leaves out stays. */
export function changed(hook: Webhook, input: WebhookInput): Webhook {
  const { url, description, events, active, secret } = input
  return {
    ...hook,
    url: url === undefined ? hook.url : asUrl(url),
    description: description === undefined ? hook.description : (description ?? ''),
    events: events === undefined ? hook.events : asEvents(hook.subject.kind, events),
    isActive: active ?? hook.isActive,
    skipsCertificates: input.skip_cert_verification ?? hook.skipsCertificates,
    keepsHistory: input.history_enabled ?? hook.keepsHistory,
    // None at all and an empty one are the same: calls are not signed.
    hasSecret: secret === undefined ? hook.hasSecret : Boolean(secret),
  }
}

/** As it was written, as clients compare it with what they sent. */
function asUrl(text: string): string {
  const written = text.trim()
  const url = written.length <= MAX_URL && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(written) ? URL.parse(written) : null
  if (!url || url.hostname === '') throw badUrl('not an address such as https://ci.example.com/hook')
  return written
}

/** A refusal of the address; it must not hold the address itself, in which there may be a password. */
export const badUrl = (complaint: string) => invalid('url', complaint)

/** Takes the user and password out of an address: they are sent as a header, and shown nowhere. */
export function receiverAt(text: string): Receiver {
  const url = new URL(text)
  const { username, password, host } = url
  url.username = ''
  url.password = ''
  url.hash = ''
  const pair = `${decoded(username)}:${decoded(password)}`
  const authorization = pair === ':' ? undefined : `Basic ${Buffer.from(pair).toString('base64')}`
  return { url: url.href, host, authorization }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
