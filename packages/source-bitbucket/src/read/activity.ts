import type { Data } from '../protocol/message.ts'
import { instantOf, shown } from '../state/instant.ts'
import { isObject } from '../state/state.ts'
import { dateIn, newest } from './newest.ts'
import { linked } from './pages.ts'

const KINDS = ['update', 'approval', 'changes_requested', 'comment'] as const

/** What was done: the one member that is not the pull request. */
function deedOf(item: Data): { kind: string; deed: Data } {
  const kind = KINDS.find(name => isObject(item[name])) ?? 'unknown'
  return { kind, deed: (item[kind] ?? {}) as Data }
}

function dateOf(item: Data): string | undefined {
  const { date, created_on } = deedOf(item).deed
  return dateIn(date, created_on)
}

const pullRequestOf = ({ pull_request }: Data): unknown => (isObject(pull_request) ? pull_request.id : undefined)

/** The API gives no name to what was done: a comment has its number, the rest is who did it and when. */
function nameOf(item: Data): string {
  const { kind, deed } = deedOf(item)
  if (kind === 'comment') return `comment-${deed.id}`
  const by = deed.user ?? deed.author
  return [kind, deed.date, ...(isObject(by) ? [by.uuid] : [])].join('-')
}

export const readActivity = newest({
  pages: ({ client, root }) => linked(client, `${root}/pullrequests/activity`, { pagelen: 50 }),
  keyOf: item => `${pullRequestOf(item)}-${nameOf(item)}`,
  orderOf: dateOf,
  dateOf,
  shape: ({ now }, items) => {
    for (const item of items) {
      item.id = nameOf(item)
      item.pull_request_id = pullRequestOf(item)
      item.kind = deedOf(item).kind
      item.date = shown(dateOf(item) ?? instantOf(now))
    }
    return items
  },
})
