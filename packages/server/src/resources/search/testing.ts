import assert from 'node:assert/strict'
import type { Answered, Caller } from '@pail/testkit'

type Kind = 'repositories' | 'pullrequests' | 'people'

/** For tests: asks for one kind of thing. */
export const ask = (by: Caller, kind: Kind, query: Record<string, string>): Promise<Answered> =>
  by.get(`/pail/1/search/${kind}?${new URLSearchParams(query)}`)

/** What is found, by a name of each, in its order; the page says that there is no more. */
export async function found(by: Caller, kind: Kind, query: Record<string, string>): Promise<string[]> {
  const { status, body } = await ask(by, kind, query)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  return body.values.map((one: Record<string, string>) => one.full_name ?? one.title ?? one.nickname)
}
