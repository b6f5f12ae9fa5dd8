import type { Actor, Credential } from './actor.ts'
import { isGranular, maximal, type Needs } from './scopes.ts'

const none: Readonly<Record<string, string>> = {}
const told = new WeakMap<Credential, Record<string, string>>()
const accepted = new WeakMap<Needs, Record<'classic' | 'granular', Record<string, string>>>()

/** What a credential is and may be used for, and what the operation asks of it. */
export const scopeHeaders = (actor: Actor, needs: Needs | undefined): Record<string, string> => ({
  ...(needs && acceptedBy(needs)[speaksGranular(actor) ? 'granular' : 'classic']),
  ...(actor && toldOf(actor.credential)),
})

function toldOf(credential: Credential): Record<string, string> {
  const known = told.get(credential)
  if (known) return known
  const headers = {
    'x-oauth-scopes': maximal(credential.scopes).join(', '),
    'x-credential-type': credential.kind,
  }
  told.set(credential, headers)
  return headers
}

function acceptedBy(needs: Needs) {
  const known = accepted.get(needs)
  if (known) return known
  const header = (scopes: readonly string[]) =>
    scopes.length === 0 ? none : { 'x-accepted-oauth-scopes': scopes.join(', ') }
  const headers = { classic: header(needs.classic), granular: header(needs.granular) }
  accepted.set(needs, headers)
  return headers
}

/** In the vocabulary of the credential, as refusals are. */
const speaksGranular = (actor: Actor): boolean =>
  actor !== undefined && actor.credential.scopes.length > 0 && actor.credential.scopes.every(isGranular)
