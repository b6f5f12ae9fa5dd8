import { TextDecoder } from 'node:util'
import { Invalid } from '@pail/failures'
import type { Commit, Signature } from './newest-commits.ts'
import { type Oid, oid } from './oid.ts'
import { signedPayload } from './signed-payload.ts'

/** Who did something to a commit or tag, and when. */
export interface Person extends Signature {
  name: string
  email: string
}

/** A commit as its object says it, whole. */
export interface CommitObject extends Commit {
  tree: Oid
  author: Person
  committer: Person
  /** The armoured text that signs the commit. */
  signature?: string
  /** What it covers, a character for each byte. */
  payload?: string
}

/** Reads the object itself; what is missing or broken in old histories is empty. */
export function parseCommit(hash: Oid, body: Buffer): CommitObject {
  const end = headEnd(body)
  const encoding = /^encoding (.*)$/m.exec(body.toString('latin1', 0, end))?.[1]
  const headers = headersIn(decoded(body.subarray(0, end), encoding))
  const all = (name: string) => headers.filter(header => header[0] === name).map(header => header[1])
  const [signature] = all('gpgsig')
  return {
    hash,
    tree: oid(all('tree')[0] ?? ''),
    parents: all('parent').map(oid),
    author: parsePerson(all('author')[0] ?? ''),
    committer: parsePerson(all('committer')[0] ?? ''),
    message: decoded(body.subarray(end + 2), encoding),
    ...(signature === undefined ? {} : { signature, payload: signedPayload(body) }),
  }
}

/** `Name <mail> seconds zone`, with as much of it as is there. */
export function parsePerson(line: string): Person {
  const close = line.lastIndexOf('>')
  const open = line.indexOf('<')
  const [date = '', zone = ''] = line
    .slice(close + 1)
    .trim()
    .split(' ')
  const name = line.slice(0, open < 0 ? undefined : open).trim()
  const email = open < 0 || close < open ? '' : line.slice(open + 1, line.indexOf('>', open)).trim()
  return {
    raw: `${name} <${email}>`,
    name,
    email,
    date: secondsIn(date),
    zone: /^[+-]\d+$/.test(zone) ? zone : '+0000',
  }
}

/** Dates that no calendar has count as none. */
const secondsIn = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) : 0)

/** Where the headers end. */
export function headEnd(body: Buffer): number {
  const end = body.indexOf('\n\n')
  return end < 0 ? body.length : end
}

/** Lines that begin with a space belong to the header before. */
function headersIn(head: string): [string, string][] {
  const headers: [string, string][] = []
  for (const line of head.split('\n')) {
    const last = headers.at(-1)
    if (line.startsWith(' ') && last) last[1] += `\n${line.slice(1)}`
    else headers.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])
  }
  return headers
}

export function decoded(bytes: Buffer, encoding: string | undefined): string {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return bytes.toString()
  try {
    return new TextDecoder(encoding.trim()).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

export interface NewCommit {
  tree: Oid
  parents: readonly Oid[]
  author: Omit<Person, 'raw'>
  committer: Omit<Person, 'raw'>
  message: string
}

export function formatCommit({ tree, parents, author, committer, message }: NewCommit): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map(parent => `parent ${parent}`),
    `author ${formatPerson(author)}`,
    `committer ${formatPerson(committer)}`,
  ]
  return Buffer.from(`${lines.join('\n')}\n\n${text(message)}`)
}

export interface NewTag {
  target: Oid
  kind: string
  name: string
  tagger: Omit<Person, 'raw'>
  message: string
}

export function formatTag({ target, kind, name, tagger, message }: NewTag): Buffer {
  const lines = [`object ${target}`, `type ${kind}`, `tag ${name}`, `tagger ${formatPerson(tagger)}`]
  return Buffer.from(`${lines.join('\n')}\n\n${text(message)}`)
}

/** What would end a line or a name early is left out, as git does. */
export function formatPerson({ name, email, date, zone }: Omit<Person, 'raw'>): string {
  if (!Number.isSafeInteger(date) || date < 0 || !/^[+-]\d{4}$/.test(zone))
    throw new Invalid('This is not a valid date')
  return `${clean(name)} <${clean(email)}> ${date} ${zone}`
}

const clean = (part: string): string =>
  part
    .replaceAll('\0', '')
    .replaceAll(/^[\x00-\x20.,:;<>"\\']+|[\x00-\x20.,:;<>"\\']+$/g, '')
    .replaceAll(/[<>\n]/g, '')

/** Git's tools cut a message at a NUL. */
function text(message: string): string {
  if (message.includes('\0')) throw new Invalid('A message cannot hold a NUL')
  return message === '' || message.endsWith('\n') ? message : `${message}\n`
}
