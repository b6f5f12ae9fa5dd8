import type { Db } from '../../../db/tables/index.ts'
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import { seek } from '../../workspaces/consumers/store.ts'
import { scopesFor } from '../grant.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { returnAddress } from './redirect.ts'

/** What a consumer asks a person for by way of a browser. */
export interface Question {
  consumer: Consumer
  wants: 'code' | 'token'
  address: URL
  /** As it was given, to be shown again with the code. */
  redirectUri: string | null
  state: string | undefined
  scopes: readonly string[]
  challenge: string | null
}

/** Something is wrong, and the consumer may be told, at its own address. */
export interface Wrong extends Pick<Question, 'address' | 'state'> {
  place: 'query' | 'fragment'
  refusal: Refusal
}

/** Something is wrong, and nobody but the person is told: nothing vouches for where the browser would be sent. */
export interface Untold {
  complaint: string
}

/** The parameters of a question; a form of ours carries the same ones. */
export const PARAMETERS = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
] as const

export type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>

/** The parameters that are there; `undefined` when one is there twice. */
export function parametersOf(search: URLSearchParams): Parameters | undefined {
  if (PARAMETERS.some(name => search.getAll(name).length > 1)) return undefined
  return Object.fromEntries(PARAMETERS.flatMap(name => (search.has(name) ? [[name, search.get(name)]] : [])))
}

export async function readQuestion(db: Db, given: Parameters | undefined): Promise<Question | Wrong | Untold> {
  if (!given) return { complaint: 'The address names a parameter twice.' }
  const consumer = given.client_id ? await seek(db, given.client_id) : undefined
  if (!consumer) return { complaint: 'No application is known by this client_id.' }
  if (consumer.callbackUrl === null)
    return { complaint: `${consumer.name} has no callback address, so that nobody can be sent back to it.` }
  const address = returnAddress(consumer.callbackUrl, given.redirect_uri)
  if (!address) return { complaint: 'The redirect_uri is not within the callback address of the application.' }
  return question(consumer, address, given)
}

function question(consumer: Consumer, address: URL, given: Parameters): Question | Wrong {
  const { response_type: wants, state } = given
  const wrong = (error: Refusal['error'], description: string): Wrong => ({
    address,
    state,
    place: wants === 'token' ? 'fragment' : 'query',
    refusal: refusal(error, description),
  })
  if (wants === undefined) return wrong('invalid_request', 'There is no response_type.')
  if (wants !== 'code' && wants !== 'token')
    return wrong('unsupported_response_type', 'The response_type is code or token.')
  const scopes = scopesFor(consumer.scopes, given.scope)
  if (!scopes) return wrong('invalid_scope', 'The scope asks for more than the consumer may have.')
  const challenge = given.code_challenge ?? null
  if (given.code_challenge_method !== undefined && challenge === null)
    return wrong('invalid_request', 'There is a code_challenge_method and no code_challenge.')
  // Without a method the standard means the plain one, which protects from nothing that is worth protecting from.
  if (challenge !== null && (given.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(challenge)))
    return wrong('invalid_request', 'The code_challenge_method is S256, and its challenge has 43 characters.')
  return { consumer, wants, address, redirectUri: given.redirect_uri ?? null, state, scopes, challenge }
}
