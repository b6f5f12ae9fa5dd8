import { randomUUID } from 'node:crypto'
import { isTaken } from '@pail/db'
import { Conflict, Invalid } from '@pail/failures'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { User } from '../user.ts'
import { type Bound, makeChallenge, takeChallenge } from './challenges.ts'
import type { Place } from './place.ts'
import { asKeyName, MOST_KEYS } from './second-factor.ts'
import * as store from './store.ts'

/** One visit of somebody who uses security keys: where they are, and what their challenges are bound to. */
export interface Asked {
  user: User
  place: Place
  /** Hash of the session, or of the sign-in that has begun. */
  boundTo: string
}

/** The password stands beside a key, so that the key need not ask for a PIN or a finger as well. */
const AS_SECOND = { userVerification: 'discouraged', residentKey: 'discouraged' } as const

/** What the browser is to ask a new key, as JSON. */
export async function registrationOptions({ database }: Forge, { user, place, boundTo }: Asked): Promise<string> {
  const held = await store.listKeys(database.reader, user)
  if (held.length >= MOST_KEYS) throw new Conflict(`There are ${MOST_KEYS} security keys already.`)
  const challenge = await database.transact(tx => makeChallenge(tx, { to: boundTo, purpose: 'register' }))
  const options = await generateRegistrationOptions({
    rpName: 'Pail',
    rpID: place.host,
    userName: user.username,
    userDisplayName: user.displayName,
    userID: new Uint8Array(Buffer.from(user.uuid)),
    challenge: Buffer.from(challenge, 'base64url'),
    excludeCredentials: held.map(described),
    authenticatorSelection: AS_SECOND,
  })
  return JSON.stringify(options)
}

/** The key that has answered them, to be kept under this name. */
export async function registered(
  { database }: Forge,
  { user, place, boundTo }: Asked,
  given: { name: string; credential: string },
): Promise<store.SecurityKey> {
  const name = asKeyName(given.name)
  const bound: Bound = { to: boundTo, purpose: 'register' }
  const { registrationInfo } = await unlessBroken(() =>
    verifyRegistrationResponse({
      response: JSON.parse(given.credential) as RegistrationResponseJSON,
      expectedChallenge: challenge => takeChallenge(database, bound, challenge),
      expectedOrigin: place.origin,
      expectedRPID: place.host,
      requireUserVerification: false,
    }),
  )
  if (!registrationInfo) throw notUnderstood()
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  const kept = { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
  const times = { createdOn: now(), lastUsedOn: null }
  return { kind: 'security_key', uuid: randomUUID(), userUuid: user.uuid, name, host: place.host, ...kept, ...times }
}

/** Keeps a key; one is registered once, for whomever. */
export async function keepKey(tx: Db, key: store.SecurityKey): Promise<void> {
  try {
    await store.createKey(tx, key)
  } catch (error) {
    throw isTaken(error) ? new Conflict('This security key is registered already.') : error
  }
}

/** What the browser is to ask one of somebody's keys, as JSON; nothing where none of them answers here. */
export async function proofOptions({ database }: Forge, { user, place, boundTo }: Asked): Promise<string | undefined> {
  const keys = await usable(database.reader, user, place)
  if (keys.length === 0) return undefined
  const challenge = await database.transact(tx => makeChallenge(tx, { to: boundTo, purpose: 'prove' }))
  const options = await generateAuthenticationOptions({
    rpID: place.host,
    challenge: Buffer.from(challenge, 'base64url'),
    allowCredentials: keys.map(described),
    userVerification: AS_SECOND.userVerification,
  })
  return JSON.stringify(options)
}

/** What takes the answer of a key, if one of somebody's keys gave it: a key that counts has counted on since. */
export async function keyAnswer(
  { database }: Forge,
  { user, place, boundTo }: Asked,
  credential: string,
): Promise<((tx: Db) => Promise<boolean>) | undefined> {
  const response = parsed<AuthenticationResponseJSON>(credential)
  const key = (await usable(database.reader, user, place)).find(one => one.credentialId === response?.id)
  if (!response || !key) return undefined
  const bound: Bound = { to: boundTo, purpose: 'prove' }
  const { id, counter } = { id: key.credentialId, counter: key.counter }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge => takeChallenge(database, bound, challenge),
    expectedOrigin: place.origin,
    expectedRPID: place.host,
    credential: { id, counter, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')) },
    requireUserVerification: false,
  }).catch(() => ({ verified: false, authenticationInfo: { newCounter: 0 } }))
  return verified ? tx => store.countKey(tx, key, authenticationInfo.newCounter) : undefined
}

const usable = async (db: Db, user: User, { host }: Place): Promise<store.SecurityKey[]> =>
  (await store.listKeys(db, user)).filter(key => key.host === host)

const described = ({ credentialId, transports }: store.SecurityKey) => ({
  id: credentialId,
  transports: [...transports],
})

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

async function unlessBroken<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch {
    throw notUnderstood()
  }
}

const notUnderstood = () => new Invalid('What the security key answered does not fit, or came too late. Try again.')
