import type { Page, PageRequest } from '@pail/db'
import type { Db } from '../../../db/tables/index.ts'
import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { byPerson, oneself } from '../../../kernel/target.ts'
import { administered, ownUser } from '../target.ts'
import { addEmail, confirmEmail, issueCode, makePrimary, removeEmail } from './change.ts'
import type { Email } from './email.ts'
import * as store from './store.ts'
import { codeInput, codeView, emailView, newEmailInput, primaryInput } from './view.ts'

const reading = ['email', 'read:user:bitbucket']
const writing = ['account:write', 'write:user:bitbucket']
const all = '/pail/1/users/{selected_user}/emails'
const one = `${all}/{email}` as const
const on = byPerson(ownUser)

export const routes = [
  operation({
    id: 'users.emails.list',
    route: 'GET /2.0/user/emails',
    summary: "List the caller's e-mail addresses",
    scope: reading,
    on: oneself,
    shows: emailView.list,
    // Quirk: the reference gives this page the schema of an error, which has a type.
    paging: { type: 'paginated_emails' },
    handle: ({ db, user, page }) => pageOf(db, user, page),
  }),
  operation({
    id: 'users.emails.get',
    route: 'GET /2.0/user/emails/{email}',
    summary: "Show one of the caller's e-mail addresses",
    scope: reading,
    on: oneself,
    shows: emailView,
    handle: ({ db, user, params }) => store.find(db, user, params.email),
  }),
  operation({
    id: 'users.emails.user.list',
    route: `GET ${all}`,
    summary: 'List the e-mail addresses of an account, those that wait to be confirmed among them',
    scope: reading,
    on,
    shows: emailView.list,
    handle: ({ db, on, page }) => pageOf(db, on, page),
  }),
  operation({
    id: 'users.emails.user.get',
    route: `GET ${one}`,
    summary: 'Show one of the e-mail addresses of an account',
    scope: reading,
    on,
    shows: emailView,
    handle: ({ db, on, params }) => store.find(db, on, params.email),
  }),
  operation({
    id: 'users.emails.user.create',
    route: `POST ${all}`,
    summary: 'Add an e-mail address, which does nothing until it is confirmed; administrators may vouch for it at once',
    scope: writing,
    on,
    body: newEmailInput,
    shows: emailView,
    handle: async ({ db, user, on, body, site }) => {
      const email = await addEmail(db, user, on, body)
      return created(email, links.emailOf(site, on.uuid, email.email))
    },
  }),
  operation({
    id: 'users.emails.user.update',
    route: `PUT ${one}`,
    summary: 'Make a confirmed e-mail address the primary one',
    scope: writing,
    on,
    body: primaryInput,
    shows: emailView,
    handle: ({ db, on, params }) => makePrimary(db, on, params.email),
  }),
  operation({
    id: 'users.emails.user.delete',
    route: `DELETE ${one}`,
    summary: 'Remove an e-mail address other than the primary one',
    scope: writing,
    on,
    handle: ({ db, on, params }) => removeEmail(db, on, params.email),
  }),
  operation({
    id: 'users.emails.user.issueCode',
    route: `POST ${one}/confirmation-code`,
    summary: 'Issue the code that confirms an e-mail address, as an administrator who hands it to its owner',
    scope: writing,
    on: byPerson(administered),
    shows: codeView,
    status: 200,
    handle: async ({ db, on, params }) => ({
      ...(await issueCode(db, on, params.email)),
      email: params.email.toLowerCase(),
    }),
  }),
  operation({
    id: 'users.emails.user.confirm',
    route: 'POST /pail/1/users/{selected_user}/email-confirmation',
    summary: 'Confirm an e-mail address by the code that was issued for it',
    scope: writing,
    on,
    body: codeInput,
    shows: emailView,
    status: 200,
    handle: ({ db, on, body }) => confirmEmail(db, on, body.code),
  }),
]

async function pageOf(db: Db, owner: { uuid: string }, page: PageRequest): Promise<Page<Email>> {
  const values = await store.list(db, owner)
  return {
    ...page,
    values: values.slice((page.page - 1) * page.pagelen, page.page * page.pagelen),
    size: values.length,
  }
}
