import { createHmac, randomBytes } from 'node:crypto'
import { buildAuthorizationUrl, type Configuration, calculatePKCECodeChallenge } from 'openid-client'
import type { Db } from '../../../db/tables/index.ts'
import type { Site } from '../../../kernel/links.ts'
import { cookie, readCookie } from '../../../kernel/web/cookies.ts'
import * as store from './store.ts'

/** What a browser is sent to a provider for. */
export interface Question {
  /** Whose account the answer is to be linked to; nobody's where somebody signs in. */
  userUuid: string | null
  /** Where they go afterwards. */
  next: string
  /** They are to show anew who they are, even where the provider knows them still. */
  isAgain: boolean
}

export const CALLBACK = '/account/openid/callback'

const COOKIE = 'pail_openid'

/** All that the answer is compared with comes of the cookie: who gets at the rows can answer no question. */
const part = (secret: string, name: 'state' | 'nonce' | 'verifier'): string =>
  createHmac('sha256', secret).update(name).digest('base64url')

export const partsOf = (secret: string) => ({
  expectedState: part(secret, 'state'),
  expectedNonce: part(secret, 'nonce'),
  pkceCodeVerifier: part(secret, 'verifier'),
})

/** Writes a question down, and answers where the browser goes with it and the cookie by which it is known again. */
export async function ask(tx: Db, { site, provider }: { site: Site; provider: Configuration }, question: Question) {
  const secret = randomBytes(32).toString('base64url')
  await store.createQuestion(tx, secret, question)
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: site.web + CALLBACK,
    scope: 'openid email profile',
    state: part(secret, 'state'),
    nonce: part(secret, 'nonce'),
    code_challenge: await calculatePKCECodeChallenge(part(secret, 'verifier')),
    code_challenge_method: 'S256',
    ...(question.isAgain && { prompt: 'login' }),
  })
  return { url, cookie: cookie(site, COOKIE, secret, store.QUESTION_SECONDS) }
}

export const keptSecret = (request: Request, site: Site): string | undefined => readCookie(request, site, COOKIE)
export const noQuestionCookie = (site: Site): string => cookie(site, COOKIE, '', 0)
