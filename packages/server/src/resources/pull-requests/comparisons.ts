import { Answer } from '../../kernel/answer.ts'
import { links, type Site } from '../../kernel/links.ts'
import { fullName } from '../repositories/repository.ts'
import type { PullRequest } from './pull-request.ts'
import { specOf } from './spec.ts'

/** What a repository can say of two revisions. */
export type Comparison = 'diff' | 'diffstat' | 'patch' | 'file-conflicts'

const NO_TYPE = { 'content-type': 'text/html; charset=utf-8' }

/** Quirk: onwards to what the repository says of both sides, by an address without a host; further wishes go along. */
export function leadTo(what: Comparison, on: PullRequest, { site, request }: { site: Site; request: Request }) {
  const there = new URL(links.pullRequestCompared(site, fullName(on.repository), { what, spec: specOf(on), id: on.id }))
  for (const [name, value] of new URL(request.url).searchParams) there.searchParams.append(name, value)
  const location = `${there.pathname}${there.search}`
  return new Answer(undefined, { status: 302, headers: { ...NO_TYPE, location } })
}
