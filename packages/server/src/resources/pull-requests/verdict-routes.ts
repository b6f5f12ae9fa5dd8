import { operation } from '../../kernel/operation.ts'
import { participantView } from '../commits/approvals/view.ts'
import { pullRequest } from './target.ts'
import { giveVerdict, takeVerdict } from './verdicts.ts'

const one = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}'
const on = pullRequest('account')
const giving = ['pullrequest:write', 'read:pullrequest:bitbucket', 'write:pullrequest:bitbucket']
const taking = ['pullrequest:write', 'write:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'pullrequests.approval.create',
    route: `POST ${one}/approve`,
    summary: 'Approve a pull request; a wish for changes is taken back thereby',
    scope: giving,
    on,
    shows: participantView,
    status: 200,
    handle: ({ db, on: { pullRequest }, user }) => giveVerdict(db, pullRequest, user, 'approved'),
  }),
  operation({
    id: 'pullrequests.approval.delete',
    route: `DELETE ${one}/approve`,
    summary: 'Take the approval of a pull request back',
    scope: taking,
    on,
    handle: ({ db, on: { pullRequest }, user }) => takeVerdict(db, pullRequest, user, 'approved'),
  }),
  operation({
    id: 'pullrequests.changeRequest.create',
    route: `POST ${one}/request-changes`,
    summary: 'Ask for changes before a pull request is merged; an approval is taken back thereby',
    scope: giving,
    on,
    shows: participantView,
    status: 200,
    handle: ({ db, on: { pullRequest }, user }) => giveVerdict(db, pullRequest, user, 'changes_requested'),
  }),
  operation({
    id: 'pullrequests.changeRequest.delete',
    route: `DELETE ${one}/request-changes`,
    summary: 'Take back that changes are needed',
    scope: taking,
    on,
    handle: ({ db, on: { pullRequest }, user }) => takeVerdict(db, pullRequest, user, 'changes_requested'),
  }),
]
