import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Village } from '@pail/testkit'
import { LFS_TYPE } from './exchange.ts'

/** An answer to an LFS client. */
export interface Told {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  body: any
}

/** Speaks to the LFS addresses of one repository. */
export interface LfsCaller {
  /** Where they begin. */
  at: string
  send(method: string, path: string, sent?: RequestInit & { headers?: Record<string, string> }): Promise<Told>
  post(path: string, document: unknown): Promise<Told>
  batch(operation: 'upload' | 'download', ...objects: readonly object[]): Promise<Told>
}

/** A file as clients name it. */
export const named = (content: string | Uint8Array) => ({
  oid: createHash('sha256').update(content).digest('hex'),
  size: Buffer.byteLength(content),
})

/** A caller with an Authorization header, or without one. */
export async function lfsCaller(village: Village, fullName: string, authorization?: string): Promise<LfsCaller> {
  const { host } = new URL(await village.remote('acme/site'))
  const at = `http://${host}/${fullName}.git/info/lfs`
  const send: LfsCaller['send'] = (method, path, { headers, ...init } = {}) =>
    ask(path.startsWith('http') ? path : `${at}/${path}`, {
      ...init,
      method,
      headers: { accept: LFS_TYPE, ...(authorization && { authorization }), ...headers },
    })
  const post: LfsCaller['post'] = (path, document) =>
    send('POST', path, { body: JSON.stringify(document), headers: { 'content-type': LFS_TYPE } })
  return { at, send, post, batch: (operation, ...objects) => post('objects/batch', { operation, objects }) }
}

/** The same for one of the people, with a token of these scopes. */
export const lfsAs = async (
  village: Village,
  fullName: string,
  name: 'ada' | 'bob' | 'eve' | 'root',
  scopes?: string[],
): Promise<LfsCaller> => lfsCaller(village, fullName, `Bearer ${await village.secret(name, scopes)}`)

/** Does what an action of a batch says, with nothing but what it says. */
export const act = (
  method: string,
  action: { href: string; header?: Record<string, string> },
  init: RequestInit = {},
): Promise<Told> => ask(action.href, { ...init, method, headers: { ...action.header, ...init.headers } as HeadersInit })

async function ask(address: string, init: RequestInit): Promise<Told> {
  const answer = await fetch(address, { redirect: 'manual', ...init })
  const text = await answer.text()
  const isDocument = answer.headers.get('content-type')?.includes('json')
  return { status: answer.status, headers: answer.headers, body: isDocument ? JSON.parse(text) : text }
}

/** A body that comes piece by piece, of a length that nobody tells. */
export const piecemeal = (pieces: Iterable<string> | AsyncIterable<string>): RequestInit =>
  ({ body: Readable.toWeb(Readable.from(pieces, { objectMode: false })), duplex: 'half' }) as unknown as RequestInit

/** Brings a file as a client does, and answers what was said to it last. */
export async function bring(caller: LfsCaller, content: string): Promise<Told> {
  const told = await caller.batch('upload', named(content))
  const { actions } = told.body.objects[0]
  return actions ? act('PUT', actions.upload, { body: content }) : told
}
