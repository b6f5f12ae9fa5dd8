import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a played provider answers with, so that it can be made to answer wrongly. */
export interface Play {
  /** Of the ID token, over the right ones; `undefined` leaves one out. */
  claims: Record<string, unknown>
  /** What the userinfo endpoint tells. */
  profile: Record<string, unknown>
  /** Over what it says of itself. */
  metadata: Record<string, unknown>
  /** Signs with a key that it does not publish. */
  otherKey: boolean
  /** Instead of a token signed by it. */
  idToken: string | undefined
  isDown: boolean
}

export const CLIENT = { id: 'pail', secret: 'a-secret:of the provider' }

/** A provider that is played, to answer as no real one does. The nonce comes with the code. */
export async function playedProvider() {
  const [key, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'first', alg: 'RS256', use: 'sig' }
  const asked: { path: string; authorization: string | undefined; body: URLSearchParams }[] = []
  const play = {} as Play
  const reset = (): void =>
    void Object.assign(play, {
      claims: {},
      profile: {},
      metadata: {},
      otherKey: false,
      idToken: undefined,
      isDown: false,
    })
  reset()
  let issuer = ''
  const tokenFor = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000)
    const right = { iss: issuer, sub: 'ada', aud: CLIENT.id, nonce, iat: now, exp: now + 300 }
    const claims = JSON.parse(JSON.stringify({ ...right, ...play.claims })) as Record<string, unknown>
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .sign(play.otherKey ? other.privateKey : key.privateKey)
  }
  const answers: Record<string, (body: URLSearchParams) => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...play.metadata,
    }),
    '/jwks': () => ({ keys: [jwk] }),
    '/token': async body => ({
      access_token: 'access',
      token_type: 'Bearer',
      id_token: play.idToken ?? (await tokenFor(body.get('code') ?? '')),
    }),
    '/me': () => ({ sub: play.claims.sub ?? 'ada', ...play.profile }),
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    asked.push({ path, authorization: request.headers.authorization, body })
    if (play.isDown) return void request.socket.destroy()
    const answer = await answers[path]?.(body)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  issuer = `http://127.0.0.1:${port}`
  const settings = {
    PAIL_OIDC_ISSUER: issuer,
    PAIL_OIDC_CLIENT_ID: CLIENT.id,
    PAIL_OIDC_CLIENT_SECRET: CLIENT.secret,
    PAIL_OIDC_NAME: 'Example ID',
    PAIL_OUTBOUND_ALLOW: `127.0.0.1:${port}`,
  }
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { issuer, port, settings, play, reset, asked, close }
}
