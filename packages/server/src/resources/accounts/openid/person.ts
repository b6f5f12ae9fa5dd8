/** Somebody of whom the identity provider has told who they are. */
export interface Person {
  issuer: string
  /** What names them there, for ever. */
  subject: string
  /** What they are called there. */
  name: string
  /** What a username may be made of. */
  username: string
  /** One that the provider says is theirs; one that it only passes on counts for nothing. */
  email: string | undefined
}

/** What a provider says of somebody, in the ID token and beside it. */
export interface Claims {
  iss: string
  sub: string
  readonly [name: string]: unknown
}

export function personIn(claims: Claims): Person {
  const email = textIn(claims, 'email').toLowerCase()
  const username = textIn(claims, 'preferred_username') || textIn(claims, 'nickname') || email
  const name = textIn(claims, 'name') || username || claims.sub
  const isTheirs = claims.email_verified === true || claims.email_verified === 'true'
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: name.slice(0, 255),
    username,
    email: isTheirs && email !== '' ? email : undefined,
  }
}

/** On one line, as it is shown to people. */
function textIn(claims: Claims, name: string): string {
  const value = claims[name]
  return typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').trim() : ''
}

const LONGEST = 56

/** Usernames that suit somebody, the best first: what they are called there, made fit, and the same with a number. */
export function* usernamesFor({ username }: Person): Generator<string> {
  const plain = username.split('@')[0]!.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const fit = plain.replaceAll(/[^a-z0-9_]+/g, '-').replaceAll(/^[-_]+|[-_]+$/g, '')
  const base = fit.slice(0, LONGEST) || 'user'
  yield base
  for (let number = 2; number < 100; number++) yield `${base}-${number}`
}
