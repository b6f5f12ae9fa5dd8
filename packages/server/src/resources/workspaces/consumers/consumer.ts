import { invalid } from '@pail/failures'
import { classicScopes } from '../../../kernel/scopes.ts'
import { asName } from '../../users/user.ts'
import { asAddress, asCallback } from './address.ts'

/** A program that a workspace lets ask people for access to what is theirs, by OAuth 2. */
export interface Consumer {
  uuid: string
  workspaceUuid: string
  /** What OAuth calls the client id. */
  key: string
  name: string
  description: string | null
  /** Where people read about it. */
  url: string | null
  /** Where browsers are sent with the answer; without one only `client_credentials` works. */
  callbackUrl: string | null
  /** Keeps its secret to itself, so that the workspace lets it act for the workspace. */
  isPrivate: boolean
  /** The most it may ask for. */
  scopes: readonly string[]
  createdOn: string
}

export interface ConsumerInput {
  name?: string
  description?: string | null
  url?: string | null
  callback_url?: string | null
  is_private?: boolean
  scopes?: readonly string[]
}

const MAX_DESCRIPTION = 2000

/** The consumer with what its owner changes. */
export const changed = (consumer: Consumer, input: ConsumerInput): Consumer => ({
  ...consumer,
  name: input.name === undefined ? consumer.name : asName(input.name, 'name'),
  description: input.description === undefined ? consumer.description : asDescription(input.description),
  url: input.url === undefined ? consumer.url : asAddress(input.url, 'url'),
  callbackUrl: input.callback_url === undefined ? consumer.callbackUrl : asCallback(input.callback_url),
  isPrivate: input.is_private ?? consumer.isPrivate,
  scopes: input.scopes === undefined ? consumer.scopes : asConsumerScopes(input.scopes),
})

function asDescription(text: string | null): string | null {
  const description = text?.trim() ?? ''
  if (description.length > MAX_DESCRIPTION) throw invalid('description', `at most ${MAX_DESCRIPTION} characters`)
  return description === '' ? null : description
}

/** Only the classic vocabulary: it is the one that consent is asked in. */
function asConsumerScopes(scopes: readonly string[]): readonly string[] {
  const unknown = scopes.filter(scope => !classicScopes.includes(scope))
  if (unknown.length > 0) throw invalid('scopes', ...unknown.map(scope => `unknown scope ${scope}`))
  return [...new Set(scopes)]
}
