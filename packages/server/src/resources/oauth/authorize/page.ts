import { record } from '../../../kernel/audit.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { refusalPage, seeOther } from '../../../kernel/web/document.ts'
import { ownForm } from '../../../kernel/web/own-form.ts'
import { counted } from '../../users/sessions/counted.ts'
import { deedOn } from '../../users/sessions/deed.ts'
import { signInFirst } from '../../users/sessions/next.ts'
import { type SignedIn, signedIn, webSite } from '../../users/sessions/signed-in.ts'
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
    const to = await forge.database.transact(async tx => {
      await record(tx, allowance(request, who!, question))
      return allow(tx, question, who!.user)
    })
    return seeOther(to)
  })
}

const allowance = (request: Request, { user }: SignedIn, { consumer, scopes, wants }: Question) =>
  deedOn(request, user, {
    operation: 'oauth.applications.allow',
    workspace: consumer.workspaceUuid,
    subject: consumer.uuid,
    details: { name: consumer.name, scopes, response_type: wants },
  })

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
  counted({ path: AT, answer: ask }),
  counted({ method: 'POST', path: AT, answer: decide }),
]
