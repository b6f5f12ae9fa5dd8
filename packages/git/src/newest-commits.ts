import type { Repository } from './git.ts'
import { type Oid, oid } from './oid.ts'
import { printed } from './output.ts'

export interface Signature {
  /** `Name <mail>` as recorded. */
  raw: string
  /** Seconds since 1970. */
  date: number
  /** Such as `+0200`. */
  zone: string
}

export interface Commit {
  hash: Oid
  parents: Oid[]
  author: Signature
  committer: Signature
  message: string
}

/** A tip, and what was known before: what it brings is all that cannot be reached from there. */
export interface Brought {
  tip: Oid
  known: readonly Oid[]
  count: number
}

const FIELDS = ['%H', '%P', '%an <%ae>', '%ad', '%cn <%ce>', '%cd', '%B']

/** The newest of the commits that a move of a branch brings, newest first. */
export async function newestCommits(repository: Repository, { tip, known, count }: Brought): Promise<Commit[]> {
  const format = [
    '--no-show-signature',
    '--no-mailmap',
    '--encoding=UTF-8',
    '--date=raw',
    `--format=tformat:${FIELDS.join('%x00')}%x00`,
  ]
  const text = await printed(repository, {
    args: ['log', `--max-count=${count}`, ...format, '--stdin'],
    input: [tip, ...known.map(id => `^${id}`), ''].join('\n'),
  })
  const fields = text.split('\0')
  return Array.from({ length: Math.floor(fields.length / FIELDS.length) }, (_, at) =>
    commit(fields.slice(at * FIELDS.length, (at + 1) * FIELDS.length)),
  )
}

function commit(fields: string[]): Commit {
  const [hash, parents, author, authored, committer, committed, message] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  return {
    hash: oid(hash.trimStart()),
    parents: parents
      .split(' ')
      .filter(id => id !== '')
      .map(oid),
    author: signature(author, authored),
    committer: signature(committer, committed),
    message,
  }
}

function signature(raw: string, when: string): Signature {
  const [date = '0', zone = '+0000'] = when.split(' ')
  return { raw, date: Number(date), zone }
}
