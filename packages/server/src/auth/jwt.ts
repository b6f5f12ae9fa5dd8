import { createHash } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

/** A request as far as a JWT is bound to it. */
export interface Bound {
  method: string
  /** As it is written, below the base address of whoever is asked. */
  path: string
  query: URLSearchParams
}

/** Longer than that nobody needs one, and clocks differ a little. */
const LONGEST = '1h'
const TOLERANCE_SECONDS = 60
const OWN_SECONDS = 180

/** What a Connect app is told by us, bound to one request; `audience` keeps it from being sent back to us. */
export const signJwt = (secret: string, { issuer, audience }: { issuer: string; audience: string }, bound: Bound) =>
  new SignJWT({ qsh: hashOfRequest(bound) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${OWN_SECONDS}s`)
    .sign(Buffer.from(secret))

/** Whether a JWT was made with the secret, is of now, and is bound to one of the hashes. */
export async function isGenuine(token: string, secret: string, hashes: readonly string[]): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'iat', 'iss', 'qsh'],
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: LONGEST,
    })
    return typeof payload.qsh === 'string' && hashes.includes(payload.qsh)
  } catch {
    return false
  }
}

/** The claim `qsh`: method, path and query in one canonical form, hashed. */
export const hashOfRequest = ({ method, path, query }: Bound): string =>
  createHash('sha256')
    .update([method.toUpperCase(), canonicalPath(path), canonicalQuery(query)].join('&'))
    .digest('hex')

const canonicalPath = (path: string): string => path.replace(/\/$/, '').replaceAll('&', '%26') || '/'

function canonicalQuery(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter(name => name !== 'jwt')
  const pairs = names.map(name => [encoded(name), query.getAll(name).map(encoded).sort().join(',')] as const)
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, values]) => `${name}=${values}`)
    .join('&')
}

/** RFC 3986, which keeps fewer characters than the language does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
