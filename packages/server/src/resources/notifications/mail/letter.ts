import { links, type Site } from '../../../kernel/links.ts'
import type { Mail } from '../../../kernel/mail/mailer.ts'
import { html } from '../../../kernel/web/document.ts'
import type { Comment } from '../../pull-requests/comments/comment.ts'
import type { PullRequest } from '../../pull-requests/pull-request.ts'
import { fullName } from '../../repositories/repository.ts'
import type { User } from '../../users/user.ts'
import type { Notification } from '../notification.ts'
import type { Reason } from '../reason.ts'

/** All that a letter says, read when it is written. */
export interface Contents {
  notification: Notification
  to: string
  actor: User
  pullRequest: PullRequest
  comment: Comment | undefined
  site: Site
}

const WORDS: Readonly<Record<Reason, string>> = {
  review_requested: 'asks you to review',
  mentioned: 'mentions you in',
  replied: 'replies to a discussion of yours in',
  changes_requested: 'asks for changes to',
  approved: 'approves',
  merged: 'has merged',
  declined: 'has declined',
  commented: 'comments on',
  opened: 'has opened',
}

const WHY: Readonly<Record<Reason, string>> = {
  review_requested: 'you are a reviewer',
  mentioned: 'you were mentioned',
  replied: 'you took part in the discussion',
  changes_requested: 'you are the author',
  approved: 'you are the author',
  merged: 'you are the author',
  declined: 'you are the author',
  commented: 'you are the author',
  opened: 'you watch the repository',
}

/** A longer text is read where it stands. */
const MOST_QUOTED = 5000
const MAX_SUBJECT = 200

/** The letter in which one person is told one thing; those about one pull request are one conversation. */
export function letterFor({ notification, to, actor, pullRequest, comment, site }: Contents): Mail {
  const { repository, id, title } = pullRequest
  const name = fullName(repository)
  const host = new URL(site.web).hostname
  const link = comment
    ? links.pullRequestCommentPage(site, name, id, comment.id)
    : links.pullRequestPage(site, name, id)
  const sentence = `${actor.displayName} ${WORDS[notification.reason]} pull request #${id} in ${name}: ${title}`
  const quoted = cut(comment ? comment.content : isNew(notification) ? pullRequest.description : '')
  const why = `You are told because ${WHY[notification.reason]}.`
  return {
    to,
    from: actor.displayName,
    subject: `[${name}] ${title.slice(0, MAX_SUBJECT)} (#${id})`,
    id: `${notification.id}@${host}`,
    thread: `pullrequest.${pullRequest.uuid}@${host}`,
    list: { id: `${repository.slug}.${repository.workspace.slug}.${host}`, name },
    text: [sentence, ...(quoted === '' ? [] : [quoted]), link, `-- \n${why}`].join('\n\n'),
    html: String(html`<p>${sentence}</p>
${quoted === '' ? '' : html`<blockquote style="white-space: pre-wrap">${quoted}</blockquote>`}
<p><a href="${link}">${link}</a></p>
<p><small>${why}</small></p>`),
  }
}

const isNew = ({ reason, commentId }: Notification): boolean =>
  commentId === null && ['review_requested', 'mentioned', 'opened'].includes(reason)

const cut = (text: string): string => (text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text)
