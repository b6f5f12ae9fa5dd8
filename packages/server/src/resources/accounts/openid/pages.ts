import { Failure, Invalid, NotFound } from '@pail/failures'
import { statusOf } from '../../../kernel/answer.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { html, seeOther, webPage } from '../../../kernel/web/document.ts'
import { ownForm } from '../../../kernel/web/own-form.ts'
import type { OpenIdSettings } from '../../../settings/open-id.ts'
import { counted } from '../../users/sessions/counted.ts'
import { letIn, type Onward } from '../../users/sessions/let-in.ts'
import { asNext } from '../../users/sessions/next.ts'
import { keptFormSecret, signedIn, webSite } from '../../users/sessions/signed-in.ts'
import { personFrom, refusalOf } from './answer.ts'
import { accountOf, link } from './arrive.ts'
import { onwards } from './onwards.ts'
import { providerOf } from './provider.ts'
import { ask, CALLBACK, keptSecret, noQuestionCookie, type Question } from './question.ts'
import * as store from './store.ts'

/** The settings, where there is a provider. */
export function settingsOf({ config }: Forge): OpenIdSettings {
  if (!config.openId) throw new NotFound('Nobody signs in here with an identity provider.')
  return config.openId
}

/** Sends a browser to the provider. */
export async function sendOff(forge: Forge, request: Request, question: Question): Promise<Response> {
  const settings = settingsOf(forge)
  const site = webSite(forge, request)
  const provider = await providerOf(forge, settings).catch(error => {
    throw refusalOf(forge, settings.name, error)
  })
  const { url, cookie } = await forge.database.transact(tx => ask(tx, { site, provider }, question))
  return onwards(settings.name, url, cookie)
}

const begin: PublicPage['answer'] = (request, _, forge) =>
  told(async () => {
    const form = await ownForm(request, webSite(forge, request), keptFormSecret(request, webSite(forge, request)))
    const question = { userUuid: null, next: asNext(form.get('next')), isAgain: form.has('again') }
    return sendOff(forge, request, question)
  })

const finish: PublicPage['answer'] = (request, _, forge) =>
  told(async () => {
    const { location, cookies } = await arrived(forge, request)
    return seeOther(location, [...cookies, noQuestionCookie(webSite(forge, request))])
  }, [noQuestionCookie(webSite(forge, request))])

async function arrived(forge: Forge, request: Request): Promise<Onward> {
  const settings = settingsOf(forge)
  const site = webSite(forge, request)
  const secret = keptSecret(request, site)
  const question = secret && (await store.takeQuestion(forge.database, secret))
  if (!question) throw new Invalid('This was not begun in this browser, or too long ago, or it has been finished.')
  // As the provider was told, whatever proxies have made of it.
  const url = new URL(CALLBACK + new URL(request.url).search, site.web)
  const person = await personFrom(forge, settings, { url, secret, isAgain: question.isAgain })
  if (question.userUuid !== null) return linked(forge, { request, settings, person }, question)
  const user = await forge.database.transact(tx => accountOf(tx, { request, settings, person }))
  return letIn(forge, { user, method: 'openid', request, next: question.next })
}

/** Only for who is still signed in to the account for which it was begun. */
async function linked(forge: Forge, found: Parameters<typeof link>[1], question: Question): Promise<Onward> {
  const who = await signedIn(forge, found.request)
  if (who?.user.uuid !== question.userUuid)
    throw new Invalid('You have signed out, or in to another account, meanwhile.')
  await forge.database.transact(tx => link(tx, found, who.user))
  return { location: question.next, cookies: [] }
}

/** Says what is refused, and where else to go. */
async function told(answer: () => Promise<Response>, cookies: readonly string[] = []): Promise<Response> {
  try {
    return await answer()
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure
    const body = html`<p class="bad" role="alert">${failure.message}</p><p><a href="/account/signin/">Sign in</a></p>`
    return webPage({ title: 'You could not be signed in', body, status: statusOf(failure), cookies })
  }
}

/** Signing in by an identity provider. */
export const pages: readonly PublicPage[] = [
  counted({ method: 'POST', path: '/account/openid', answer: begin }),
  counted({ path: CALLBACK, answer: finish }),
]
