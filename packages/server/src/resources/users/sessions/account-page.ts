import { Failure, Invalid } from '@pail/failures'
import { statusOf } from '../../../kernel/answer.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import type { AccountPath } from '../../../kernel/web/account.ts'
import { html, type Markup, seeOther, webPage } from '../../../kernel/web/document.ts'
import { formTokenFor, ownForm } from '../../../kernel/web/own-form.ts'
import type { User } from '../user.ts'
import { counted } from './counted.ts'
import { signInFirst } from './next.ts'
import { type SignedIn, signedIn, webSite, whoIs } from './signed-in.ts'

export type Fields = ReadonlyMap<string, string>

/** Somebody who has signed in looks at a page of theirs, or sends a form of it. */
export interface Visit {
  request: Request
  forge: Forge
  user: User
  who: SignedIn
  /** Stands in every form. */
  formToken: string
}

/** A form that was refused: what was typed, and what is wrong with it. */
export interface Refused {
  typed: Fields
  message: string
  /** By the name of the field. */
  fields: Readonly<Record<string, string>>
}

/** Does what a form asks for; what it answers is shown, or sent as it is, or else the page is shown anew. */
export type Deed = (visit: Visit, form: Fields) => Promise<Markup | Response | undefined>

/** A page of the account. Each of its forms says which of the deeds it is for in the field `deed`. */
export interface AccountPage {
  at: AccountPath
  title: string
  show(visit: Visit, refused?: Refused): Promise<Markup>
  deeds: Readonly<Record<string, Deed>>
  /** Paths of the scripts that it runs. */
  scripts?: readonly string[]
}

/** Shows it to who has signed in, and does what its forms say; a form that is refused comes back as it was filled in. */
export const accountPage = (page: AccountPage): readonly PublicPage[] => [
  counted({ path: pathOf(page), answer: (request, _, forge) => show(page, request, forge) }),
  counted({ method: 'POST', path: pathOf(page), answer: (request, _, forge) => change(page, request, forge) }),
]

/** What is wrong with the form as a whole; what is wrong with a field stands beside it. */
export const complaintOf = (refused: Refused | undefined, ...fields: readonly string[]): Markup | '' =>
  refused && !fields.some(field => field in refused.fields)
    ? html`<p class="bad" role="alert">${refused.message}</p>`
    : ''

const pathOf = ({ at }: AccountPage): string => at.replace(/\/$/, '')

async function show(page: AccountPage, request: Request, forge: Forge): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const who = await signedIn(forge, request)
  if (!who) return seeOther(signInFirst(`${pathname}${search}`))
  const visit = visitOf(request, forge, who)
  return answer(page, visit, await page.show(visit))
}

async function change(page: AccountPage, request: Request, forge: Forge): Promise<Response> {
  const who = await signedIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), who?.secret)
  const name = form.get('deed') ?? ''
  const deed = Object.hasOwn(page.deeds, name) ? page.deeds[name] : undefined
  if (!who || !deed) throw new Invalid('There is nothing like this to be done.')
  const visit = visitOf(request, forge, who)
  try {
    const shown = await deed(visit, form)
    if (shown instanceof Response) return shown
    return shown ? answer(page, visit, shown) : seeOther(page.at)
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    return answer(page, visit, await page.show(visit, refusedAs(failure, form)), statusOf(failure))
  }
}

const visitOf = (request: Request, forge: Forge, who: SignedIn): Visit => ({
  request,
  forge,
  user: who.user,
  who,
  formToken: formTokenFor(who.secret),
})

function answer({ at, title, scripts = [] }: AccountPage, visit: Visit, body: Markup, status = 200): Response {
  const { web } = webSite(visit.forge, visit.request)
  return webPage({ title, body, status, at, who: whoIs(visit.who), scripts: scripts.map(path => web + path) })
}

function refusedAs(failure: Failure, typed: Fields): Refused {
  const fields = Object.entries(failure.particulars.fields ?? {}).map(([name, said]) => [name, [said].flat()[0]!])
  const { detail } = failure.particulars
  return { typed, fields: Object.fromEntries(fields), message: typeof detail === 'string' ? detail : failure.message }
}
