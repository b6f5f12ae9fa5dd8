import { links, list, moment, object, text, truth } from './schema.ts'

/** Objects that stand within others. */
export const account = object({
  type: text,
  uuid: text,
  display_name: text,
  nickname: text,
  account_id: text,
  username: text,
  links: links('self', 'html', 'avatar'),
})

export const author = object({ type: text, raw: text, user: account })
export const rendered = object({ type: text, raw: text, markup: text, html: text })

export const workspace = object({
  type: text,
  uuid: text,
  name: text,
  slug: text,
  links: links('self', 'html', 'avatar'),
})

export const briefRepository = object({
  type: text,
  uuid: text,
  full_name: text,
  name: text,
  links: links('self', 'html', 'avatar'),
})

export const briefProject = object({
  type: text,
  uuid: text,
  key: text,
  name: text,
  links: links('self', 'html', 'avatar'),
})

export const briefCommit = object({ type: text, hash: text, links: links('self', 'html') })

export const commit = object({
  type: text,
  hash: text,
  date: moment,
  author,
  message: text,
  summary: rendered,
  parents: list(briefCommit),
  repository: briefRepository,
  links: links('self', 'html', 'diff', 'approve', 'comments', 'statuses', 'patch'),
})

export const participant = object({
  type: text,
  user: account,
  role: text,
  approved: truth,
  state: text,
  participated_on: moment,
})

export const endpoint = object({
  branch: object({ name: text }),
  commit: briefCommit,
  repository: briefRepository,
})

export const briefPullRequest = object({ type: text, title: text, draft: truth, links: links('self', 'html') })
