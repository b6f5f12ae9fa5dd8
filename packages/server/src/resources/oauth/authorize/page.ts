import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { refusalPage, seeOther } from '../../../kernel/web/document.ts'
import { guarded } from '../../../kernel/web/guarded.ts'
import { ownForm } from '../../../kernel/web/own-form.ts'
import { signInFirst } from '../../users/sessions/next.ts'
import { signedIn, webSite } from '../../users/sessions/signed-in.ts'
import { refusal } from '../refusal.ts'
import { allow, sentBack } from './answer.ts'
import { consentPage } from './consent.ts'
import { PARAMETERS, type Parameters, parametersOf, type Question, readQuestion } from './question.ts'

const AT = '/site/oauth2/authorize'
const DENIED = refusal('access_denied', 'The user has denied access.')

const ask: PublicPage['answer'] = async (request, _, forge) => {
  const url = new URL(request.url)
  const parameters = parametersOf(url.searchParams)
  return withQuestion(forge, parameters, async question => {
    const who = await signedIn(forge, request)
    if (!who) return seeOther(signInFirst(`${AT}?${url.searchParams}`))
    return consentPage(question, parameters!, who)
  })
}

const decide: PublicPage['answer'] = async (request, _, forge) => {
  const who = await signedIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), who?.secret)
  const parameters = Object.fromEntries(PARAMETERS.flatMap(name => (form.has(name) ? [[name, form.get(name)]] : [])))
  return withQuestion(forge, parameters, async question => {
    const place = question.wants === 'code' ? 'query' : 'fragment'
    if (form.get('decision') !== 'allow') return seeOther(sentBack({ ...question, place }, DENIED))
    return seeOther(await forge.database.transact(tx => allow(tx, question, who!.user)))
  })
}

/** Goes on with a question that makes sense; tells of one that does not whom it may. */
async function withQuestion(
  { database }: Forge,
  given: Parameters | undefined,
  goOn: (question: Question) => Promise<Response>,
): Promise<Response> {
  const read = await readQuestion(database.reader, given)
  if ('complaint' in read) return refusalPage('This application asks in a wrong way', read.complaint, 400)
  return 'refusal' in read ? seeOther(sentBack(read, read.refusal)) : goOn(read)
}

/** Where consumers send people to be let in. */
export const authorizePages: readonly PublicPage[] = [
  guarded({ path: AT, answer: ask }),
  guarded({ method: 'POST', path: AT, answer: decide }),
]
