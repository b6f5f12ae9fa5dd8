import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Caller, git, openVillage, temporary, type Village } from '@pail/testkit'

const AT = '/2.0/repositories/acme/site/src'

export type Fields = Record<string, string | Blob | string[]>

/** A village in which code is written by requests and looked at by stock git. */
export interface Desk {
  village: Village
  /** Sends fields as multipart; those that are blobs have the name of a file. */
  post(fields: Fields, by?: { by?: Caller; to?: string }): ReturnType<Caller['post']>
  /** Sends a body as it stands. */
  send(body: string, type: string): ReturnType<Caller['post']>
  /** Answers the name of the commit that was made. */
  commit(fields: Fields): Promise<string>
  /** Sends what is refused and moves no ref. */
  refused(fields: Fields, status: number, message: string | RegExp): Promise<void>
  /** What stock git says of `acme/site` after fetching. */
  inGit(...args: string[]): Promise<string>
}

export async function openDesk(): Promise<Desk> {
  const village = await openVillage()
  const { ada } = village
  const clone = join(temporary(), 'site')
  await git('/', 'clone', '-q', '--mirror', await village.remote('acme/site'), clone)
  const inGit = async (...args: string[]) => {
    await git(clone, 'fetch', '-q', '--prune', 'origin')
    return git(clone, ...args)
  }
  const post: Desk['post'] = (fields, { by = ada, to = AT } = {}) => by.post(to, formOf(fields))
  return {
    village,
    inGit,
    post,
    send: (body, type) => ada.send('POST', AT, { body, headers: { 'content-type': type } }),
    async commit(fields) {
      const answer = await post(fields)
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.headers.get('location')?.split('/').at(-1) ?? ''
    },
    async refused(fields, status, message) {
      const before = await inGit('for-each-ref')
      const answer = await post(fields)
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      assert.match(answer.body.error.message, typeof message === 'string' ? new RegExp(`^${message}$`) : message)
      assert.equal(await inGit('for-each-ref'), before)
    },
  }
}

function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'string') form.append(name, one)
      else form.append(name, one, 'upload')
  return form
}

export const MULTIPART = 'multipart/form-data; boundary=x'
export const FORM = 'application/x-www-form-urlencoded'

/** The body of a request that sends one file. */
export const partOf = (headers: string, content: string): string => `--x\r\n${headers}\r\n\r\n${content}\r\n--x--\r\n`
