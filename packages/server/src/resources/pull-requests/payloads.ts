import type { Happening } from '../../kernel/events.ts'
import type { Payload, Telling } from '../../kernel/payload.ts'
import { embed, time, untyped, type View } from '../../kernel/view.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import type { PullRequest } from './pull-request.ts'
import { seek } from './store.ts'
import { pullRequestView } from './view.ts'

type Told = { repository: string; pull_request: number; user?: string; date: string }

/** The pull request that an event is about, unless it is gone. */
export const pullRequestOf = ({ payload }: Happening, { db }: Telling): Promise<PullRequest | undefined> => {
  const { repository, pull_request } = payload as Told
  return seek(db, { uuid: repository }, pull_request)
}

const whole: Payload = async (happening, to) => {
  const pullRequest = await pullRequestOf(happening, to)
  return pullRequest && { pullrequest: to.show(pullRequestView, pullRequest) }
}

interface Verdict {
  on: string
  userUuid: string
}

const verdictView: View<Verdict> = untyped<Verdict>('told_verdict', {
  date: time(v => v.on),
  user: embed(
    () => actingView,
    (v, { load }) => load(byUuids, v.userUuid),
  ),
})

const verdict =
  (name: 'approval' | 'changes_request'): Payload =>
  async (happening, to) => {
    const { user, date } = happening.payload as Told
    const told = await whole(happening, to)
    return told && { ...told, [name]: to.show(verdictView, { on: date, userUuid: user ?? '' }) }
  }

/** What is told of pull requests outside. */
export const payloads: Readonly<Record<string, Payload>> = {
  'pullrequest:created': whole,
  'pullrequest:updated': whole,
  'pullrequest:push': whole,
  'pullrequest:fulfilled': whole,
  'pullrequest:rejected': whole,
  'pullrequest:superseded': whole,
  'pullrequest:approved': verdict('approval'),
  'pullrequest:unapproved': verdict('approval'),
  'pullrequest:changes_request_created': verdict('changes_request'),
  'pullrequest:changes_request_removed': verdict('changes_request'),
}
